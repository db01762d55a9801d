/** What stands around the code of an application: its description, packaging and image. */
import { type AppPlan, FILES_FOLDER } from '../app/app-plan.ts';
import { deepstreamImage } from '../app/deepstream-image.ts';

export function pyproject(packageName: string): string {
  return `[project]
name = "${packageName}"
version = "0.1.0"
requires-python = ">=3.10"
# pyservicemaker comes with DeepStream.
dependencies = []

[project.optional-dependencies]
metrics = ["prometheus-client>=0.20"]

[tool.setuptools]
packages = ["app"]

[tool.ruff]
line-length = 100

[tool.ruff.lint]
select = ["E", "F", "I", "B", "UP"]
`;
}

export const requirements = `# pyservicemaker comes with DeepStream. This one is optional: without it no metrics are served.
prometheus-client>=0.20
`;

export function packageInit(environment: Readonly<Record<string, string>>): string {
  const lines = Object.entries(environment).map(
    ([name, value]) => `os.environ.setdefault("${name}", "${value}")`,
  );
  if (lines.length === 0) return '"""The application: settings, pipeline, processing, runner."""\n';
  return `"""The application: settings, pipeline, processing, runner."""

import os

# DeepStream reads these when it is loaded.
${lines.join('\n')}
`;
}

export function dockerfile(
  plan: AppPlan,
  target: { platform: string; deepstream: string },
): string {
  const copied = plan.files.length > 0 ? `COPY ${FILES_FOLDER} ${FILES_FOLDER}\n` : '';
  return `ARG DEEPSTREAM_IMAGE=${deepstreamImage(target)}
FROM \${DEEPSTREAM_IMAGE}

WORKDIR /app
COPY requirements.txt ./
RUN python3 -m pip install --no-cache-dir --break-system-packages -r requirements.txt
RUN python3 -c "import pyservicemaker" 2>/dev/null \\
    || python3 -m pip install --no-cache-dir --break-system-packages pyyaml \\
        /opt/nvidia/deepstream/deepstream/service-maker/python/pyservicemaker*.whl
COPY app app
${copied}
# Mount what the pipeline reads and writes (media, models, engines) there.
ENV DATA_FOLDER=/data LOG_FILE=/var/log/app/app.log PYTHONUNBUFFERED=1
VOLUME /data
EXPOSE 9100
STOPSIGNAL SIGTERM
ENTRYPOINT ["python3", "-m", "app"]
`;
}

export const dockerIgnore = `.git
__pycache__
*.pyc
logs
tests
*.engine
.env
`;

export function readme(plan: AppPlan, isProduction: boolean): string {
  const title = plan.name.replace(/\s+/g, ' ').trim();
  const parameters = plan.parameters.map(
    ({ variable, description, isSecret, default: fallback }) =>
      `| \`${variable}\` | ${fallback === undefined ? (isSecret ? 'a secret; required' : 'required') : `\`${tableText(fallbackText(fallback))}\``} | ${tableText(description ?? 'a parameter of the pipeline')} |`,
  );
  const rows = [
    `| \`DATA_FOLDER\` | \`${tableText(plan.dataFolder)}\` | where the pipeline's relative paths start |`,
    '| `LOG_LEVEL`, `LOG_FILE` | `INFO`, `logs/app.log` | of the log, which also goes to the console |',
    ...(isProduction ? ['| `METRICS_PORT` | `9100` | of Prometheus metrics; 0 for none |'] : []),
    ...parameters,
  ];
  return `# ${title}

A DeepStream application for pyservicemaker (Service Maker), written by Pipewright.

\`\`\`sh
python3 -m app                            # with DeepStream installed
python3 -m unittest discover -t . tests   # anywhere: the SDK is stood in for
${isProduction ? 'docker build -t app . && docker run --rm --gpus all -v "$DATA_FOLDER":/data app\n' : ''}\`\`\`

SIGINT and SIGTERM stop the pipeline and deliver what is still queued; a second signal ends the
process at once. It exits with 0 when done, 1 when the run failed, 2 when a setting is wrong.

| variable | default | |
| --- | --- | --- |
${rows.join('\n')}

| file | what |
| --- | --- |
| \`app/pipeline.py\` | the elements and how they are linked |
| \`app/processing.py\` | the probe, and the worker where your own code goes (\`log_report\`) |
| \`app/settings.py\` | where files are, parameters, secrets |
| \`app/runner.py\` | a run from start to end |
${isProduction ? '| `app/resilience.py`, `app/metrics.py` | back-off, circuit breaker; Prometheus metrics |\n' : ''}${plan.files.length > 0 ? `| \`${FILES_FOLDER}/\` | config files of elements; \`\${DATA_FOLDER}\` in them is filled in at start |\n` : ''}
A probe runs in the pipeline's own thread. Do nothing in it that can wait: hand it to the worker.
`;
}

function fallbackText(fallback: NonNullable<AppPlan['parameters'][number]['default']>): string {
  return fallback.kind === 'integer' ? fallback.digits : String(fallback.value);
}

/** A cell stays on its line and in its column. */
function tableText(text: string): string {
  return text.replace(/\s+/g, ' ').replaceAll('|', '\\|').replaceAll('`', "'");
}
