import { catalogueFor } from '@pipewright/catalogue';
import { exportFormats } from '@pipewright/formats';
import { describe, expect, it } from 'vitest';
import { documentOf, TWO_SOURCES } from '../editor/testing-documents.ts';
import { exportFormGroups, type FormOptions } from './export-forms.ts';

const document = documentOf(TWO_SOURCES);
const options: FormOptions = {
  catalogue: catalogueFor(document.target),
  documentFolder: '/srv/pipelines',
  yaml: TWO_SOURCES,
};
const forms = exportFormGroups().flatMap((group) => group.forms);

describe('forms of an export', () => {
  it('are every format once, the line, the document and the bundle', () => {
    const ids = forms.map(({ id }) => id);
    expect(ids.toSorted()).toEqual(
      [...exportFormats.map(({ id }) => id), 'bundle', 'gst-launch-line', 'yaml'].toSorted(),
    );
  });

  it('keep the comments of the document’s text', () => {
    const yaml = forms.find(({ id }) => id === 'yaml')?.write?.(document, options);
    expect(yaml).toMatchObject({ ok: true, files: [{ path: 'Two-sources.pipeline.yaml' }] });
    expect(yaml?.ok === true && yaml.files[0].text).toContain('# by the door');
  });

  it('name the parameter that the line lacks a value for', () => {
    const open = documentOf(
      TWO_SOURCES.replace('elements:', 'parameters:\n  left:\n    type: uri\nelements:').replace(
        '../media/left.mp4',
        '"$' + '{left}"',
      ),
    );
    const line = forms.find(({ id }) => id === 'gst-launch-line');
    expect(line?.write?.(open, options)).toMatchObject({
      ok: false,
      errors: [{ place: { parameter: 'left' } }],
    });
    const written = line?.write?.(open, { ...options, parameters: { left: 'rtsp://door/1' } });
    expect(written?.ok === true && written.files[0].text).toContain('rtsp://door/1');
  });

  it('offer the profile where it changes something', () => {
    for (const { id, write, hasProfiles } of forms) {
      if (write !== undefined) {
        const development = write(document, { ...options, profile: 'development' });
        const production = write(document, { ...options, profile: 'production' });
        const isSame = JSON.stringify(development) === JSON.stringify(production);
        expect([id, hasProfiles]).toEqual([id, !isSame]);
      }
    }
  });
});
