/** `pipewright --help` and `pipewright COMMAND --help`. */

export const USAGE = `Usage: pipewright COMMAND ...

Commands:
  check FILE...       validate pipelines and config files
  import FILE         read a pipeline of another format
  export FILE         write a pipeline in another format
  run FILE            run a pipeline until its end, without an editor
  inspect [FACTORY]   the elements that there are, or all about one
  worker              take runs from a queue in Redis
  completion SHELL    completion for bash, zsh or fish

pipewright COMMAND --help tells more, with examples. FILE may be - for standard input.
Exit codes: 0 done, 1 the input has errors, 2 it can't be read or the call is wrong, 3 the run failed.

Environment: NO_COLOR turns colours off. PIPEWRIGHT_RUNNER, PIPEWRIGHT_STANDIN_PLUGIN and
PIPEWRIGHT_ONNXRUNTIME name the runner and what it loads, where they are not built in the repository.
`;

export const COMMAND_USAGE: Readonly<Record<string, string>> = {
  check: `Usage: pipewright check FILE... [options]

Validates pipeline documents, gst-launch lines and scripts, deepstream-app configs, Service Maker
files, and the config files of elements. What a file is, is told by its content.

  --target dgpu|jetson|sbsa   check for this platform instead of the document's
  --deepstream 7.1            check for this DeepStream version (5.1 to 9.2)
  --from KIND                 what the files are, where their content does not tell
  --no-files                  judge nothing that depends on files of this machine
  --json | --sarif            machine-readable findings

Examples:
  pipewright check pipelines/*.pipeline.yaml
  pipewright check models/detector/nvinfer.txt --json
  pipewright check --target jetson --sarif app.yaml > findings.sarif
  echo 'videotestsrc ! nvinfer ! fakesink' | pipewright check -
`,
  import: `Usage: pipewright import FILE [options]

Reads a pipeline of another format as a pipeline document, with its config files where they can be
read. What could not be carried over is told on stderr, with its place.

  -o FILE.pipeline.yaml       write there; a folder where the input holds several pipelines
  --from FORMAT               gst-launch, deepstream-app, service-maker, pyservicemaker, dot
  --target dgpu|jetson|sbsa   platform of the document
  --deepstream 9.1            DeepStream version of the document
  --json                      {document, notes} on stdout

Examples:
  pipewright import run.sh -o pipelines/cameras.pipeline.yaml
  pipewright import deepstream_app_config.txt --json
`,
  export: `Usage: pipewright export FILE --to FORMAT [options]

Writes a pipeline (a document, or what import reads) in another format. What the format can't
express is told on stderr, with its place.

  --to FORMAT                 gst-launch, deepstream-app, deepstream-app-yaml, service-maker,
                              pyservicemaker, cpp, docker, kubernetes, dot, svg, bundle
  -o FOLDER                   write all files there (bundle: also FILE.zip)
  --line                      gst-launch: the bare command on one line instead of a script
  --profile development|production
                              production turns on restarts, metrics, health and limits
  --param NAME=VALUE          value of a parameter; may be repeated
  --json                      {files, notes} on stdout

Examples:
  pipewright export cameras.pipeline.yaml --to gst-launch > cameras.sh
  pipewright export cameras.pipeline.yaml --to docker --profile production -o deploy/
  pipewright export cameras.pipeline.yaml --to bundle -o cameras.zip
`,
  run: `Usage: pipewright run FILE [options]

Runs a pipeline until its end, the given time, or Ctrl-C (EOS first; a second one kills it).

  --param NAME=VALUE          value of a parameter; may be repeated
  --for TIME                  stop after e.g. 10s, 500ms, 2m (with EOS)
  --runtime auto|deepstream|standin
  --metadata FILE.jsonl       write every frame's objects, one line per frame
  --json                      machine-readable summary

Examples:
  pipewright run cameras.pipeline.yaml --for 30s
  pipewright run cameras.pipeline.yaml --param loop=false --metadata objects.jsonl --json
`,
  inspect: `Usage: pipewright inspect [FACTORY] [options]

The catalogue of elements: the shipped facts merged with this machine's registry.

  --search WORDS              only those whose name or description holds the words
  --category source|decoder|batch|inference|…
  --platform dgpu|jetson|sbsa     what this platform has
  --deepstream 7.1 --streammux legacy|new     what this version and nvstreammux have
  --json

Examples:
  pipewright inspect nvinfer
  pipewright inspect --search "tile streams" --platform jetson
`,
  worker: `Usage: pipewright worker --redis URL [options]

Takes runs from the queue "pipewright-runs" (BullMQ) on this host, until Ctrl-C: the first one lets
the runs at work end, a second one gives them to other hosts. A job holds {document, folder} and
may hold parameters, runtime, limitMillis and requires: labels that a host must have.

  --redis redis://HOST:PORT   where the queue is; rediss:// for TLS
  --label NAME=VALUE          what this host has; may be repeated
  --concurrency N             runs at the same time (1)

Examples:
  pipewright worker --redis redis://queue:6379 --label gpu=l4 --concurrency 2
`,
  completion: `Usage: pipewright completion bash|zsh|fish

Prints a script that completes commands, options and their values.

Examples:
  pipewright completion bash > ~/.local/share/bash-completion/completions/pipewright
  pipewright completion zsh > "\${fpath[1]}/_pipewright"
  pipewright completion fish > ~/.config/fish/completions/pipewright.fish
`,
};
