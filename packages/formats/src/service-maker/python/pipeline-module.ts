/** `app/pipeline.py`: the elements of a pipeline and how they are linked. */
import type { AppElement, AppParameter, AppPlan } from '../app/app-plan.ts';
import { parametersOf } from '../app/app-value.ts';
import type { ServiceLink } from '../service-links.ts';
import {
  longLine,
  pythonCall,
  pythonEntry,
  pythonLiteral,
  pythonString,
  pythonValue,
  pythonVariables,
} from './python-text.ts';

const INDENT = '    ';

export function pipelineModule(plan: AppPlan): string {
  const variables = pythonVariables(plan.parameters.map(({ name }) => name));
  const variableOf = (parameter: string) => variables.get(parameter) ?? parameter;
  const parameters = parameterLines(plan.parameters, variableOf);
  return `${[
    '"""Builds the pipeline: its elements, and how they are linked. Written by Pipewright."""',
    '',
    'from pyservicemaker import Pipeline',
    '',
    '',
    'def build_pipeline(settings, pipeline_type=Pipeline):',
    `${INDENT}"""Returns the pipeline, not yet started.`,
    '',
    `${INDENT}\`settings\` finds files and knows the parameters; \`pipeline_type\` makes the pipeline, so that`,
    `${INDENT}tests can give one of their own.`,
    `${INDENT}"""`,
    ...parameters,
    ...(parameters.length > 0 ? [''] : []),
    longLine(`${INDENT}pipeline = pipeline_type(${pythonString(plan.name)})`),
    '',
    ...plan.elements.flatMap((element) => elementLines(element, variableOf)),
    ...(plan.links.length > 0 ? ['', ...linkLines(plan.links)] : []),
    '',
    `${INDENT}return pipeline`,
    ...brokerLines(plan, variableOf),
  ].join('\n')}\n`;
}

/** What the application waits for before it starts. */
function brokerLines(
  { brokers, parameters }: AppPlan,
  variableOf: (parameter: string) => string,
): string[] {
  if (brokers.length === 0) return [];
  const used = new Set(brokers.flatMap(parametersOf));
  const values = brokers.map((broker) => pythonValue(broker, variableOf));
  return [
    '',
    '',
    'def broker_connections(settings):',
    `${INDENT}"""Returns the connection strings of the brokers that the pipeline sends to."""`,
    ...parameterLines(
      parameters.filter(({ name }) => used.has(name)),
      variableOf,
    ),
    longLine(`${INDENT}return [${values.join(', ')}]`),
  ];
}

function parameterLines(
  parameters: readonly AppParameter[],
  variableOf: (parameter: string) => string,
): string[] {
  return parameters.map((parameter) => parameterLine(parameter, variableOf(parameter.name)));
}

const GETTERS = {
  string: 'text',
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
  path: 'path_parameter',
  uri: 'uri_parameter',
} as const;

function parameterLine(parameter: AppParameter, variable: string): string {
  const { name, type, isSecret, default: fallback } = parameter;
  const getter = isSecret ? 'secret' : GETTERS[type];
  const args = [pythonString(name), ...(fallback === undefined ? [] : [pythonLiteral(fallback)])];
  return longLine(`${INDENT}${variable} = settings.${getter}(${args.join(', ')})`);
}

function elementLines(
  { factory, name, properties }: AppElement,
  variableOf: (parameter: string) => string,
): string[] {
  const head = [pythonString(factory), pythonString(name)];
  if (properties.length === 0) return pythonCall(INDENT, 'pipeline.add', head);
  const inner = INDENT.repeat(3);
  const entries = properties.flatMap(({ name: property, value }) =>
    pythonEntry(inner, `${pythonString(property)}: `, pythonValue(value, variableOf)),
  );
  return [
    `${INDENT}pipeline.add(`,
    ...head.map((word) => `${INDENT.repeat(2)}${word},`),
    `${INDENT.repeat(2)}{`,
    ...entries,
    `${INDENT.repeat(2)}},`,
    `${INDENT})`,
  ];
}

/** Links that follow on one another and name no pad make one call. */
function linkLines(links: readonly ServiceLink[]): string[] {
  const lines: string[] = [];
  let chain: string[] = [];
  const endChain = () => {
    if (chain.length > 0) {
      lines.push(...pythonCall(INDENT, 'pipeline.link', chain.map(pythonString)));
    }
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
    else lines.push(...pythonCall(INDENT, 'pipeline.link', [pair(from, to), pair(fromPad, toPad)]));
  }
  endChain();
  return lines;
}

function pair(first: string, second: string): string {
  return `(${pythonString(first)}, ${pythonString(second)})`;
}
