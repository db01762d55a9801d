import { catalogueFor } from '@pipewright/catalogue';
import { exportFormat } from '@pipewright/formats';
import { expect, it } from 'vitest';
import { documentOf, TWO_SOURCES } from '../editor/testing-documents.ts';
import { svgAddress, svgInTheme } from './picture.ts';

const document = documentOf(TWO_SOURCES);
const written = exportFormat('svg')?.write(document, {
  catalogue: catalogueFor(document.target),
  documentFolder: '/',
});
const svg = written?.ok === true ? written.files[0].text : '';

it('fixes the theme of a picture that follows its reader', () => {
  expect(svg).toContain('prefers-color-scheme');
  const [light, dark] = [svgInTheme(svg, 'light'), svgInTheme(svg, 'dark')];
  expect(light).not.toContain('prefers-color-scheme');
  expect(dark).not.toContain('prefers-color-scheme');
  expect(light).toContain('@media not all {');
  expect(dark).toContain('@media all {');
});

it('puts every character of a picture into its address', () => {
  const address = svgAddress('<svg>#ä%"</svg>');
  expect(decodeURIComponent(address.slice(address.indexOf(',') + 1))).toBe('<svg>#ä%"</svg>');
});
