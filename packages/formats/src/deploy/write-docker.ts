/** Pipeline document -> a container: the application, its Dockerfile and a compose file. */
import { stringify } from 'yaml';
import type { ExportedFile, ExportFormat } from '../export/export-format.ts';
import {
  type ContainerApp,
  containerApp,
  DATA_MOUNT,
  defaultText,
  METRICS_PORT,
  START_SECONDS,
} from './container-app.ts';
import { HEALTH_CHECK_FILE } from './health-check.ts';
import { deployLanguage } from './languages.ts';

export const dockerExport: ExportFormat = {
  id: 'docker',
  title: 'Docker container',
  summary:
    'The application with a Dockerfile from the DeepStream image, and compose with GPU and health',
  isOneFile: false,
  language: deployLanguage,
  write: (document, options) => {
    const result = containerApp(document, options);
    if (!result.ok) return result;
    const { app } = result;
    return {
      ok: true,
      files: [
        { path: 'compose.yaml', text: composeFile(app) },
        ...app.project.map((file) => withDeploySection(file, app)),
        { path: '.env.example', text: environmentExample(app) },
      ],
      notes: app.notes,
    };
  },
};

function composeFile(app: ContainerApp): string {
  const isProduction = app.profile === 'production';
  const secrets = app.parameters.filter(({ isSecret }) => isSecret);
  const service = {
    build: '.',
    image: `${app.name}:latest`,
    ...(isProduction ? { restart: 'unless-stopped' } : {}),
    environment: {
      DATA_FOLDER: app.dataFolder,
      METRICS_PORT: String(METRICS_PORT),
      ...Object.fromEntries(
        app.parameters.map((parameter) => [
          parameter.variable,
          variableReference(parameter.variable),
        ]),
      ),
    },
    volumes: [`\${DATA_ON_HOST:-./data}:${DATA_MOUNT}`, 'logs:/var/log/app'],
    ports: [`127.0.0.1:\${METRICS_PORT:-${METRICS_PORT}}:${METRICS_PORT}`],
    healthcheck: {
      test: ['CMD', 'python3', HEALTH_CHECK_FILE],
      start_period: `${START_SECONDS}s`,
      interval: '30s',
      timeout: '10s',
      retries: 3,
    },
    // EOS first: files are finished and messages delivered.
    stop_signal: 'SIGTERM',
    stop_grace_period: '30s',
    ...(isProduction
      ? {
          init: true,
          cap_drop: ['ALL'],
          security_opt: ['no-new-privileges:true'],
          logging: { driver: 'json-file', options: { 'max-size': '10m', 'max-file': '5' } },
        }
      : {}),
    ...gpuAccess(app),
  };
  const text = stringify({ services: { [app.name]: service }, volumes: { logs: {} } });
  const lines = [
    `# ${app.title.replace(/\s+/g, ' ')}. Written by Pipewright.`,
    '# Copy .env.example to .env and fill it in, then: docker compose up --build',
    ...(secrets.length > 0
      ? [
          `# Secrets are in the environment only: ${secrets.map(({ variable }) => variable).join(', ')}.`,
        ]
      : []),
  ];
  return `${lines.join('\n')}\n${text}`;
}

/** Without a value there, compose says which is missing, and starts nothing. */
function variableReference(variable: string): string {
  return `\${${variable}:?set it in .env}`;
}

/** Jetson's container runtime knows no device reservations. */
function gpuAccess({ isJetson }: ContainerApp): object {
  if (isJetson) return { runtime: 'nvidia' };
  const devices = [
    { driver: 'nvidia', count: 1, capabilities: ['gpu', 'video', 'compute', 'utility'] },
  ];
  return { deploy: { resources: { reservations: { devices } } } };
}

function environmentExample(app: ContainerApp): string {
  const lines = [
    `# The folder on this machine that holds media, models and engines. In the container it is`,
    `# ${DATA_MOUNT}, and the pipeline's relative paths start at ${app.dataFolder}.`,
    'DATA_ON_HOST=./data',
    `METRICS_PORT=${METRICS_PORT}`,
  ];
  for (const parameter of app.parameters) {
    const { variable, isSecret, description } = parameter;
    lines.push('', `# ${(description ?? parameter.name).replace(/\s+/g, ' ')}`);
    if (isSecret) lines.push('# A secret: keep .env out of version control.');
    lines.push(`${variable}=${environmentValue(defaultText(parameter))}`);
  }
  return `${lines.join('\n')}\n`;
}

/** Quoted where compose would read more into it than the text itself. */
function environmentValue(text: string): string {
  return /^[\w./:;,@+-]*$/.test(text) ? text : `'${text.replaceAll("'", "\\'")}'`;
}

function withDeploySection(file: ExportedFile, app: ContainerApp): ExportedFile {
  if (file.path !== 'README.md') return file;
  const section = `
## Deploy

\`\`\`sh
cp .env.example .env     # then fill it in
docker compose up --build -d
docker compose ps        # "healthy" while frames pass the pipeline
curl http://127.0.0.1:${METRICS_PORT}/metrics
\`\`\`

The first start may take minutes: TensorRT builds an engine for this GPU, and keeps it beside the
model where the mounted folder can be written.
${app.isJetson ? '\nOn Jetson the NVIDIA container runtime has to be installed.\n' : ''}`;
  return { ...file, text: file.text + section };
}
