import { test } from 'vitest';
import { parseDocument, printDocument, emptyDocument, applyEdit, expandDocument, locate } from './index.ts';
test('smoke', () => {
  let d = emptyDocument('Four: cams');
  const ap = (e: any) => { const r = applyEdit(d, e); if (!r.ok) throw new Error(r.error.message); d = r.document; };
  ap({ kind: 'add-element', name: 'src0', element: { factory: 'nvurisrcbin', properties: { uri: '${src} x', n: 5, big: '18446744073709551615', s: 'true', q: 'a "b" \'c\' #d: ]' }, pads: {} } });
  ap({ kind: 'add-element', name: 'mux', element: { factory: 'nvstreammux', properties: {}, pads: { sink_0: { x: 1.5 } } } });
  ap({ kind: 'add-link', link: { from: { element: 'src0', pad: 'vsrc_%u' }, to: { element: 'mux', pad: 'sink_0' }, caps: 'video/x-raw(memory:NVMM), width=(int)[ 1, 2 ]' } });
  ap({ kind: 'set-file', name: 'a.txt', text: '[property]\nx=1\n\n  y=2\n' });
  ap({ kind: 'set-file', name: 'b.txt', text: '  lead\n\nx' });
  ap({ kind: 'set-file', name: 'c.txt', text: '\n\n' });
  ap({ kind: 'set-parameter', name: 'src', parameter: { type: 'uri', default: 'a b.mp4' } });
  const t = printDocument(d); console.log(t);
  const r = parseDocument(t); console.log(JSON.stringify(r) === JSON.stringify({ ok: true, document: d, warnings: [] }), JSON.stringify(r, null, 1).slice(0, 300));
  console.log(JSON.stringify(expandDocument(d, { documentFolder: '/w/p', filesFolder: '/w/r/1', parameters: {}, propertyRole: () => 'plain', relocateConfig: (_n, x) => x }), null, 1));
  console.log(locate(t, { element: 'mux', pad: 'sink_0', property: 'x' }), locate(t, { file: 'a.txt', line: 4, column: 2 }), locate(t, { link: 'src0.vsrc_%u -> mux.sink_0' }));
  for (const bad of ['', 'foo ! bar', 'a: [', 'formatVersion: 2\n', 'formatVersion: 1\nnmae: x\ntarget: {platform: dpgu, deepstream: 9.1}\nelements:\n  a: nvinfer\n  b:\n  c: {factory: q, properties: {x: , y: [1]}}\n  c: {factory: q}\nlinks:\n- a.src -> z.sink\n- foo\n'])
    { const e = parseDocument(bad); console.log(JSON.stringify(e, null, 1)); }
});
