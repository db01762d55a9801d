/** `pipewright --help`. */

export const USAGE = `Usage: pipewright COMMAND ...

Commands:
  check FILE...     validate pipeline documents
      --target dgpu|jetson|sbsa   check for this platform instead of the document's
      --deepstream 7.1            check for this DeepStream version (5.1 to 9.2)
      --json | --sarif            machine-readable findings
  run FILE          run a pipeline until its end, without an editor
      --param NAME=VALUE          value of a parameter; may be repeated
      --for TIME                  stop after e.g. 10s, 500ms, 2m (with EOS)
      --runtime auto|deepstream|standin
      --metadata FILE.jsonl       write every frame's objects, one line per frame
      --json                      machine-readable summary
  export FILE --to gst-launch     the pipeline as a gst-launch-1.0 line
      --script                    as a shell script that brings its config files along
      --param NAME=VALUE          value of a parameter; may be repeated
      -o DIR                      into this folder instead of to standard output
  inspect [FACTORY] the elements that there are, or all about one
      --search WORDS              only those whose name or description holds the words
      --category source|decoder|batch|inference|...
      --platform dgpu|jetson|sbsa     what this platform has
      --deepstream 7.1 --streammux legacy|new     what this version and nvstreammux have
      --json

FILE may be - for standard input. Ctrl-C ends a run with EOS; a second one kills it.
Exit codes: 0 done, 1 the input has errors, 2 it can't be read or the call is wrong, 3 the run failed.

Environment: PIPEWRIGHT_RUNNER, PIPEWRIGHT_STANDIN_PLUGIN and PIPEWRIGHT_ONNXRUNTIME name the runner
and what it loads, where they are not built in the repository.
`;
