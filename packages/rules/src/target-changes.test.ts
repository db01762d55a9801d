import { catalogueFor } from '@pipewright/catalogue';
import { applyEdit, type PipelineDocument, type Target } from '@pipewright/graph';
import { describe, expect, it } from 'vitest';
import { check } from './check.ts';
import { documentOf, type Sketch } from './rule-harness.ts';
import { switchTarget, switchTitle, targetChanges } from './target-changes.ts';

const dgpu: Target = { platform: 'dgpu', deepstream: '9.1', streammux: 'legacy' };
const jetson: Target = { ...dgpu, platform: 'jetson' };
const sbsa: Target = { ...dgpu, platform: 'sbsa' };
const newMux: Target = { ...dgpu, streammux: 'new' };

const mux = { 'batch-size': 1, width: 1280, height: 720 };

/** A source, a mux and a sink; more properties and elements by name. */
function pipeline(target: Target, elements: Sketch['elements'] = {}, links?: string[]) {
  return documentOf({
    target,
    elements: {
      source: ['nvurisrcbin', { uri: 'rtsp://camera/1' }],
      mux: ['nvstreammux', mux],
      sink: ['nveglglessink', { sync: false }],
      ...elements,
    },
    links: links ?? ['source.vsrc_0 -> mux.sink_0', 'mux.src -> sink.sink'],
  });
}

function titles(document: PipelineDocument, target: Target): string[] {
  return targetChanges(document, target).changes.map(({ title }) => title);
}

function switched(document: PipelineDocument, target: Target): PipelineDocument {
  const { edit, skipped } = switchTarget(document, target, targetChanges(document, target).changes);
  expect(skipped).toEqual([]);
  const result = applyEdit(document, edit);
  if (!result.ok) throw new Error(result.error.message);
  const undone = applyEdit(result.document, result.inverse);
  expect(undone.ok && JSON.stringify(undone.document)).toBe(JSON.stringify(document));
  return result.document;
}

function problems(document: PipelineDocument): string[] {
  const { diagnostics } = check(document, { catalogue: catalogueFor(document.target) });
  return diagnostics.filter(({ severity }) => severity !== 'hint').map(({ message }) => message);
}

describe('targetChanges', () => {
  it('asks for nothing where nothing differs', () => {
    expect(targetChanges(pipeline(dgpu), dgpu)).toEqual({ changes: [], open: [] });
    const headless = pipeline(dgpu, { sink: 'fakesink' });
    expect(targetChanges(headless, jetson)).toEqual({ changes: [], open: [] });
  });

  it('gives window sinks the form of the platform, and says what goes', () => {
    const document = pipeline(dgpu, {
      sink: ['nveglglessink', { sync: false, 'gpu-id': 1, rows: 2 }],
    });
    const [change] = targetChanges(document, jetson).changes;
    expect(change?.title).toBe('Replace sink by nv3dsink');
    expect(change?.reason).toContain('Jetson shows video with nv3dsink instead of nveglglessink');
    expect(change?.reason).toMatch(/It lacks .*rows: removed$/);
    const { sink } = switched(document, jetson).elements;
    expect(sink?.factory).toBe('nv3dsink');
    expect(sink?.properties.sync).toBe(false);
    expect(titles(pipeline(jetson, { sink: 'nv3dsink' }), dgpu)).toEqual([
      'Replace sink by nveglglessink',
    ]);
    expect(titles(pipeline(jetson, { sink: 'nv3dsink' }), sbsa)).toEqual([]);
  });

  it('takes nvegltransform out where only Jetson needs it', () => {
    const document = pipeline(jetson, { transform: 'nvegltransform' }, [
      'source.vsrc_0 -> mux.sink_0',
      'mux.src -> transform.sink',
      'transform.src -> sink.sink',
    ]);
    expect(targetChanges(document, sbsa).changes[0]?.reason).toContain(
      'without transform before it',
    );
    const next = switched(document, sbsa);
    expect(Object.keys(next.elements)).toEqual(['source', 'mux', 'sink']);
    expect(next.links[1]).toEqual({
      from: { element: 'mux', pad: 'src' },
      to: { element: 'sink', pad: 'sink' },
    });
  });

  it('removes properties and memory types that the platform lacks', () => {
    const document = pipeline(dgpu, {
      source: ['nvurisrcbin', { uri: 'rtsp://camera/1', 'cudadec-memtype': 2 }],
      mux: ['nvstreammux', { ...mux, 'nvbuf-memory-type': 3 }],
    });
    const next = switched(document, jetson);
    expect(next.elements.source?.properties).toEqual({ uri: 'rtsp://camera/1' });
    expect(next.elements.mux?.properties['nvbuf-memory-type']).toBe(0);
    const vic = pipeline(jetson, {
      mux: ['nvstreammux', { ...mux, 'compute-hw': 2 }],
      sink: 'fakesink',
    });
    expect(switched(vic, dgpu).elements.mux?.properties['compute-hw']).toBe(1);
  });

  it('replaces cameras, and follows up on what that makes necessary', () => {
    const document = pipeline(jetson, { source: 'nvarguscamerasrc', sink: 'fakesink' }, [
      'source.src -> mux.sink_0',
      'mux.src -> sink.sink',
    ]);
    const next = switched(document, dgpu);
    expect(next.elements.source?.factory).toBe('v4l2src');
    const factories = Object.values(next.elements).map(({ factory }) => factory);
    expect(factories).toContain('nvvideoconvert');
    expect(problems(next)).toEqual(problems(document));
  });

  it('tells what it has no edit for', () => {
    const document = pipeline(dgpu, { filter: 'nvdsxfer', sink: 'fakesink' });
    const { changes, open } = targetChanges(document, jetson);
    expect(changes).toEqual([]);
    expect(open).toEqual([
      expect.objectContaining({ code: 'platform-element', place: { element: 'filter' } }),
    ]);
  });

  it('goes from the legacy nvstreammux to the new one and back', () => {
    const document = pipeline(dgpu, {
      mux: ['nvstreammux', { ...mux, 'live-source': true, 'batched-push-timeout': -1 }],
      sink: 'fakesink',
    });
    const next = switched(document, newMux);
    expect(Object.keys(next.elements.mux?.properties ?? {})).not.toContain('width');
    expect(Object.keys(next.elements.mux?.properties ?? {})).not.toContain('live-source');
    expect(problems(next)).toEqual(problems(document));
    const back = switched(next, dgpu);
    expect(back.elements.mux?.properties).toMatchObject({ width: 1920, height: 1080 });
  });

  it('leaves alone what was wrong before', () => {
    const document = pipeline(dgpu, { source: ['nvurisrcbin', { uri: 'rtsp://a', rubbish: 1 }] });
    expect(titles(document, jetson)).toEqual(['Replace sink by nv3dsink']);
  });
});

describe('switchTarget', () => {
  it('leaves out what was not chosen', () => {
    const document = pipeline(dgpu, { mux: ['nvstreammux', { ...mux, 'nvbuf-memory-type': 3 }] });
    const { changes } = targetChanges(document, jetson);
    expect(changes).toHaveLength(2);
    const { edit } = switchTarget(document, jetson, changes.slice(1));
    const result = applyEdit(document, edit);
    expect(result.ok && result.document.elements.sink?.factory).toBe('nveglglessink');
    expect(result.ok && result.document.target).toEqual(jetson);
  });

  it('skips what no longer fits without another change', () => {
    const document = pipeline(dgpu);
    const lost = {
      title: 'Remove x',
      reason: '',
      place: {},
      edit: { kind: 'remove-element', name: 'x' },
    } as const;
    const { edit, skipped } = switchTarget(document, jetson, [lost]);
    expect(skipped).toEqual([lost]);
    expect(applyEdit(document, edit).ok).toBe(true);
  });
});

it('names a switch by what changes', () => {
  expect(switchTitle(dgpu, jetson)).toBe('Switch to Jetson');
  expect(switchTitle(dgpu, { ...sbsa, streammux: 'new' })).toBe(
    'Switch to ARM server (sbsa) and the new nvstreammux',
  );
});
