/** What stands around the code of a C++ application: its build, image and description. */
import { type AppPlan, FILES_FOLDER } from '../app/app-plan.ts';
import { deepstreamImage } from '../app/deepstream-image.ts';

export function cmakeLists(environment: Readonly<Record<string, string>>): string {
  const notes = Object.entries(environment).map(
    ([name, value]) => `# Run it with ${name}=${value} in the environment.\n`,
  );
  return `cmake_minimum_required(VERSION 3.16)
project(deepstream-app LANGUAGES CXX)

set(CMAKE_CXX_STANDARD 17)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()

find_package(Threads REQUIRED)
find_package(nvds_service_maker REQUIRED PATHS /opt/nvidia/deepstream/deepstream/service-maker/cmake)

${notes.join('')}add_executable(app src/main.cpp src/pipeline.cpp src/processing.cpp src/settings.cpp src/log.cpp)
target_compile_options(app PRIVATE -Wall -Wextra)
target_compile_definitions(app PRIVATE FILES_FOLDER="\${CMAKE_CURRENT_SOURCE_DIR}/${FILES_FOLDER}")
target_link_libraries(app PRIVATE nvds_service_maker Threads::Threads)
`;
}

export function cppDockerfile(
  { environment }: AppPlan,
  target: { readonly platform: string; readonly deepstream: string },
): string {
  const variables = Object.entries(environment).map(([name, value]) => ` ${name}=${value}`);
  return `ARG DEEPSTREAM_IMAGE=${deepstreamImage(target)}
FROM \${DEEPSTREAM_IMAGE}

RUN apt-get update \\
    && apt-get install -y --no-install-recommends \\
        cmake g++ libglib2.0-dev libyaml-cpp-dev make pkg-config \\
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY . .
RUN cmake -B build && cmake --build build --parallel

# Mount what the pipeline reads and writes (media, models, engines) there.
ENV DATA_FOLDER=/data${variables.join('')}
VOLUME /data
STOPSIGNAL SIGTERM
ENTRYPOINT ["/app/build/app"]
`;
}

export const cppDockerIgnore = `.git
build
*.engine
.env
`;

export function cppReadme(plan: AppPlan, isProduction: boolean): string {
  const rows = [
    `| \`DATA_FOLDER\` | \`${cell(plan.dataFolder)}\` | where the pipeline's relative paths start |`,
    '| `LOG_LEVEL` | `INFO` | `DEBUG`, `INFO`, `WARNING` or `ERROR` |',
    ...Object.entries(plan.environment).map(
      ([name, value]) => `| \`${name}\` | unset | set it to \`${value}\`: the pipeline needs it |`,
    ),
    ...plan.parameters.map(({ variable, isSecret, default: fallback, description }) => {
      const value =
        fallback === undefined
          ? isSecret
            ? 'a secret; required'
            : 'required'
          : `\`${cell(fallback.kind === 'integer' ? fallback.digits : String(fallback.value))}\``;
      return `| \`${variable}\` | ${value} | ${cell(description ?? 'a parameter of the pipeline')} |`;
    }),
  ];
  return `# ${plan.name.replace(/\s+/g, ' ').trim()}

A DeepStream application for Service Maker's C++ API, written by Pipewright.

\`\`\`sh
cmake -B build && cmake --build build   # with DeepStream, libyaml-cpp-dev and libglib2.0-dev
build/app
${isProduction ? 'docker build -t app . && docker run --rm --gpus all -v "$DATA_FOLDER":/data app\n' : ''}\`\`\`

SIGINT and SIGTERM stop the pipeline and deliver what is still queued; a second signal ends the
process at once. It exits with 0 when done, 1 when the run failed, 2 when a setting is wrong.

| variable | default | |
| --- | --- | --- |
${rows.join('\n')}

| file | what |
| --- | --- |
| \`src/pipeline.cpp\` | the elements, how they are linked, and their probes |
| \`src/processing.cpp\` | the probe, and the worker where your own code goes (\`logReport\`) |
| \`src/settings.cpp\` | where files are, parameters, secrets |
| \`src/main.cpp\` | a run from start to end |
${plan.files.length > 0 ? `| \`${FILES_FOLDER}/\` | config files of elements; \`\${DATA_FOLDER}\` in them is filled in at start |\n` : ''}
A probe runs in the pipeline's own thread. Do nothing in it that can wait: hand it to the worker.
`;
}

/** Text that stays on its line and in its column. */
function cell(text: string): string {
  return text.replace(/\s+/g, ' ').replaceAll('|', '\\|').replaceAll('`', "'");
}
