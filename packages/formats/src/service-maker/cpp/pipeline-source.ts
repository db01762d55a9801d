/** `src/pipeline.cpp`: the elements of a pipeline, how they are linked, and its probes. */
import type { AppElement, AppParameter, AppPlan } from '../app/app-plan.ts';
import type { ServiceLink } from '../service-links.ts';
import { cppLiteral, cppString, cppValue, cppVariables } from './cpp-text.ts';

export const pipelineHeader = `// Builds the pipeline. Written by Pipewright.
#pragma once

#include "pipeline.hpp"
#include "processing.h"
#include "settings.h"

/** Name of the pipeline, for its logs. */
extern const char* const kPipelineName;

/** Adds the elements to an empty pipeline and links them. */
void buildPipeline(deepstream::Pipeline& pipeline, const Settings& settings);

/** Attaches probes; what they find goes to \`worker\`, which must outlive the pipeline. */
void attachProbes(deepstream::Pipeline& pipeline, Worker& worker);
`;

export function pipelineSource(plan: AppPlan): string {
  const variables = cppVariables(plan.parameters.map(({ name }) => name));
  const variableOf = (parameter: string) => variables.get(parameter) ?? parameter;
  const isSettingsUsed =
    plan.parameters.length > 0 ||
    plan.elements.some(({ properties }) =>
      properties.some(({ value }) => ['path', 'uri', 'uris'].includes(value.kind)),
    );
  const probes = probeLines(plan);
  return `#include "pipeline.h"

const char* const kPipelineName = ${cppString(plan.name)};

void buildPipeline(deepstream::Pipeline& pipeline, ${isSettingsUsed ? 'const Settings& settings' : 'const Settings&'}) {
${[
  ...plan.parameters.map((parameter) => parameterLine(parameter, variableOf(parameter.name))),
  ...(plan.parameters.length > 0 ? [''] : []),
  ...plan.elements.map((element) => elementLine(element, variableOf)),
  ...(plan.links.length > 0 ? [''] : []),
  ...linkLines(plan.links),
].join('\n')}
}

void attachProbes(deepstream::Pipeline&${probes.length > 0 ? ' pipeline' : ''}, Worker&${plan.probes.metadata === undefined ? '' : ' worker'}) {
${probes.map((line) => `${line}\n`).join('')}}
`;
}

const GETTERS = {
  string: 'text',
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
  path: 'pathParameter',
  uri: 'uriParameter',
} as const;

function parameterLine(
  { name, type, isSecret, default: fallback }: AppParameter,
  variable: string,
): string {
  const getter = isSecret ? 'secret' : GETTERS[type];
  const literal = fallback === undefined ? undefined : cppLiteral(fallback);
  // An integer is passed as what it is returned as.
  const args = [cppString(name), ...(literal === undefined ? [] : [literal])];
  return `  const auto ${variable} = settings.${getter}(${args.join(', ')});`;
}

function elementLine(
  { factory, name, properties }: AppElement,
  variableOf: (parameter: string) => string,
): string {
  const head = `  pipeline.add(${cppString(factory)}, ${cppString(name)}`;
  const pairs = properties.map(
    (property) => `${cppString(property.name)}, ${cppValue(property.value, variableOf)}`,
  );
  return pairs.length === 0 ? `${head});` : `${head},\n    ${pairs.join(',\n    ')});`;
}

/** Links that follow on one another and name no pad make one call. */
function linkLines(links: readonly ServiceLink[]): string[] {
  const lines: string[] = [];
  let chain: string[] = [];
  const endChain = () => {
    if (chain.length > 0) lines.push(`  pipeline.link(${chain.map(cppString).join(', ')});`);
    chain = [];
  };
  for (const { from, fromPad, to, toPad } of links) {
    const isPlain = fromPad === '' && toPad === '';
    if (isPlain && chain.at(-1) === from) {
      chain.push(to);
      continue;
    }
    endChain();
    if (isPlain) chain = [from, to];
    else {
      lines.push(
        `  pipeline.link({${cppString(from)}, ${cppString(to)}}, {${cppString(fromPad)}, ${cppString(toPad)}});`,
      );
    }
  }
  endChain();
  return lines;
}

function probeLines({ probes: { metadata, inference, eventMessages } }: AppPlan): string[] {
  const [measured] = inference;
  return [
    ...(metadata === undefined
      ? []
      : [
          '  // The pipeline owns the probe, and the probe its reader.',
          `  pipeline.attach(${cppString(metadata)}, new deepstream::BufferProbe("metadata", new MetadataReader(worker)));`,
        ]),
    ...(eventMessages === undefined
      ? []
      : [
          '  // nvmsgconv makes its payloads of event messages, which nothing else makes.',
          `  pipeline.attach(${cppString(eventMessages)}, "add_message_meta_probe", "event messages");`,
        ]),
    ...(measured === undefined
      ? []
      : [
          '  // Only elements with a sink and a source pad can be measured.',
          `  pipeline.attach(${cppString(measured)}, "measure_fps_probe", "frame rate");`,
        ]),
  ];
}
