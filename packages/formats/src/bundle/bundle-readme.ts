/** The page that a colleague who gets a bundle reads first. */
import type { PipelineDocument } from '@pipewright/graph';
import { secretVariables } from '../export/secret-variables.ts';
import type { BundleReference } from './bundle-places.ts';

export interface BundleContents {
  /** Base of the document's file name. */
  readonly name: string;
  readonly references: readonly BundleReference[];
  readonly hasDeepstreamApp: boolean;
}

export function bundleReadme(document: PipelineDocument, contents: BundleContents): string {
  const { name, references, hasDeepstreamApp } = contents;
  const inputs = references.filter(({ isOutput }) => !isOutput);
  const { target } = document;
  const secrets = [...secretVariables(document).values()];
  const rows: readonly (readonly [string, string])[] = [
    [`${name}.pipeline.yaml`, 'the pipeline, for Pipewright and for version control'],
    [`${name}.svg`, 'a picture of it'],
    ['run.sh', 'runs it with gst-launch-1.0, from any folder'],
    ...(hasDeepstreamApp ? [['deepstream-app/', 'its config for deepstream-app'] as const] : []),
    ['application/', 'an application with Dockerfile and compose file'],
    ['kubernetes/', 'manifests for a cluster'],
    ['data/', 'what the pipeline reads and writes'],
    ['SHA256SUMS', 'check the files with `sha256sum -c SHA256SUMS`'],
  ];
  return `${[
    `# ${document.name.replace(/\s+/g, ' ')}`,
    '',
    `A pipeline for DeepStream ${target.deepstream} on ${PLATFORMS[target.platform]}, bundled by Pipewright.`,
    '',
    '| file | what |',
    '| --- | --- |',
    ...rows.map(([file, what]) => `| \`${file}\` | ${what} |`),
    '',
    '## Run it',
    '',
    '```sh',
    ...secrets.map((variable) => `export ${variable}=…`),
    './run.sh                                          # with DeepStream installed',
    'cd application && cp .env.example .env && docker compose up --build   # in a container',
    '```',
    ...(inputs.length === 0
      ? []
      : [
          '',
          '## Files it needs',
          '',
          'What is not in `data/` yet has to be put there:',
          '',
          '| file | from |',
          '| --- | --- |',
          ...inputs.map((reference) => `| \`${reference.target}\` | ${originOf(reference)} |`),
        ]),
  ].join('\n')}\n`;
}

const PLATFORMS: Readonly<Record<PipelineDocument['target']['platform'], string>> = {
  dgpu: 'x86 with an NVIDIA GPU',
  jetson: 'Jetson',
  sbsa: 'Arm servers with an NVIDIA GPU',
};

function originOf({ element, property, file }: BundleReference): string {
  return file === undefined ? `\`${property}\` of \`${element}\`` : `named in \`${file}\``;
}
