/** An element factory as text. */
import type { ElementFactory, PadTemplate, PropertySpec } from '@pipewright/catalogue';

/** One line of the list. */
export function factoryLine(factory: ElementFactory): string {
  return `${installedMark(factory)} ${factory.name.padEnd(28)} ${factory.longName}\n`;
}

/** Everything about one factory. */
export function factoryText(factory: ElementFactory): string {
  const lines = [
    `${factory.name}: ${factory.longName}`,
    `  class      ${factory.klass}`,
    `  origin     ${factory.origin}`,
    `  platforms  ${factory.platforms.join(', ')}`,
    ...(factory.installed === undefined
      ? []
      : [`  installed  ${factory.installed ? 'yes' : 'no, not on this machine'}`]),
    ...factory.notes.map((note) => `  note       ${note}`),
    '',
    'Pads:',
    ...factory.pads.flatMap(padLines),
    '',
    'Properties:',
    ...factory.properties.flatMap(propertyLines),
  ];
  return `${lines.join('\n')}\n`;
}

function padLines(pad: PadTemplate): string[] {
  return [`  ${pad.name} (${pad.direction}, ${pad.presence})`, `      ${pad.caps}`];
}

function propertyLines(property: PropertySpec): string[] {
  const { name, type, summary, required, writable, deprecated } = property;
  const range =
    property.min === undefined && property.max === undefined
      ? []
      : [`from ${property.min ?? '-'} to ${property.max ?? '-'}`];
  const value = property.defaultNick ?? property.default;
  const facts = [
    type,
    ...range,
    ...(value === undefined ? [] : [`default ${value}`]),
    ...(writable ? [] : ['read only']),
    ...(required ? ['required'] : []),
    ...(deprecated ? ['deprecated'] : []),
  ];
  const choices = (property.enum ?? []).map(
    ({ value: number, nick, meaning }) =>
      `        ${number} ${nick}${meaning ? ` - ${meaning}` : ''}`,
  );
  return [`  ${name} (${facts.join(', ')})`, ...(summary ? [`      ${summary}`] : []), ...choices];
}

function installedMark(factory: ElementFactory): string {
  return factory.installed === undefined ? ' ' : factory.installed ? '+' : '-';
}
