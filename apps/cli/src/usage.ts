/** `pipewright --help` and `pipewright COMMAND --help`. */

export const USAGE = `Usage: pipewright COMMAND ...

Commands:
  check FILE...       validate pipelines and config files
  import FILE         read a pipeline of another format
  export FILE         write a pipeline in another format
  run FILE            run a pipeline until its end, without an editor
  control ACTION      ask something of a run on a server
  inspect [FACTORY]   the elements that there are, or all about one
  worker              take runs from a queue in Redis
  completion SHELL    completion for bash, zsh or fish

pipewright COMMAND --help tells more, with examples. FILE may be - for standard input.
Exit codes: 0 done, 1 the input has errors, 2 it can't be read or the call is wrong, 3 the run failed.

Environment: NO_COLOR turns colours off. PIPEWRIGHT_RUNNER, PIPEWRIGHT_STANDIN_PLUGIN and
PIPEWRIGHT_ONNXRUNTIME name the runner and what it loads, where they are not built in the repository.
PIPEWRIGHT_SERVER is the server that control asks.
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
  --from FORMAT               what the input is, where its content does not tell
  --metadata FILE.jsonl       write every frame's objects, one line per frame
  --json                      machine-readable summary

Examples:
  pipewright run cameras.pipeline.yaml --for 30s
  pipewright run cameras.pipeline.yaml --param loop=false --metadata objects.jsonl --json
`,
  control: `Usage: pipewright control ACTION [options]

Asks something of a pipeline that runs on a server (npm start), by its REST API.

Actions:
  list                        the runs of the server, the newest first
  pause                       holds it; resume lets it go on
  resume
  stop                        sends EOS and waits for the end
  kill                        ends it at once
  position                    where the streams are
  seek [TIME]                 goes to e.g. 90s, 500ms, 2m of the recorded streams
  step [NUMBER]               lets a paused run advance by so many pictures (1)
  flush                       drops what is on its way to the sinks
  set ELEMENT[.PAD] PROPERTY=VALUE
  snapshot ELEMENT.PAD        the next picture of a pad, as PNG
  graph                       the running pipeline in Graphviz' language
  levels [THRESHOLDS]         GStreamer's log levels, as GST_DEBUG takes them; '' resets them
  update FILE                 takes the sources that FILE adds or lacks into the run, or out of it

  --run ID                    which run; the only live one when it is left out
  --server http://HOST:PORT   which server (http://127.0.0.1:4400)
  --rate FACTOR               seek: plays so many times as fast; negative plays backwards
  --stream N                  snapshot: this source of a batch instead of all of them, tiled
  -o FILE                     snapshot and graph: where it is written
  --json                      the server's answer

Examples:
  pipewright control seek 90s --rate 2
  pipewright control set detector interval=2
  pipewright control snapshot tiler.src -o now.png
  pipewright control levels 2,nvinfer:5
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
