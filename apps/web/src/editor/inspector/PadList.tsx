import { type ElementFactory, isPadPattern } from '@pipewright/catalogue';
import { type Link, linkId, linksFrom, linksTo } from '@pipewright/graph';
import type { Diagnostic } from '@pipewright/rules';
import { Link2, Plus, Unlink } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, IconButton } from '../../ui/Button.tsx';
import { useEditor, useWorkbench } from '../../workbench/workbench-context.tsx';
import { briefCaps, capsOfText } from '../link-caps.ts';
import { indexLinks, type PadView, padsOf } from '../pads.ts';
import { selectionOf } from '../selection.ts';
import { Group } from './ElementInspector.tsx';
import { LinkTargetMenu } from './LinkTargetMenu.tsx';
import { PropertyField } from './PropertyField.tsx';

export interface PadListProps {
  readonly name: string;
  readonly factory: ElementFactory | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Pads with their links: linking, unlinking and pad properties without the mouse. */
export function PadList({ name, factory, diagnostics }: PadListProps): ReactNode {
  const document = useEditor((state) => state.document);
  const pads = padsOf(name, factory, indexLinks(document));
  return (
    <Group title="Pads" isOpen>
      {[...pads.sinks, ...pads.srcs].map((pad) => {
        const links = (pad.direction === 'sink' ? linksTo : linksFrom)(document, name).filter(
          (link) => (pad.direction === 'sink' ? link.to : link.from).pad === pad.name,
        );
        return (
          <PadRow
            key={`${pad.direction} ${pad.name}`}
            element={name}
            factory={factory}
            pad={pad}
            links={links}
            diagnostics={diagnostics}
          />
        );
      })}
    </Group>
  );
}

interface PadRowProps {
  readonly element: string;
  readonly factory: ElementFactory | undefined;
  readonly pad: PadView;
  readonly links: readonly Link[];
  readonly diagnostics: readonly Diagnostic[];
}

function PadRow({ element, factory, pad, links, diagnostics }: PadRowProps): ReactNode {
  const { edits, editor, ui, canvas } = useWorkbench();
  const values = useEditor((state) => state.document.elements[element]?.pads[pad.name]);
  const specs = pad.template?.properties.filter((spec) => spec.writable) ?? [];
  const isFree = links.length === 0 || pad.isSlot;
  const side = pad.direction === 'src' ? 'from' : 'to';
  const origin = { ref: { element, pad: pad.name }, side } as const;
  const addNew = (): void => {
    const { positions } = editor.getState();
    const box = positions[element] ?? { x: 0, y: 0 };
    const spot = { x: box.x + (side === 'from' ? 300 : -92), y: box.y + 62 };
    ui.getState().openAddMenu({
      screen: canvas.current?.toScreen(spot) ?? { x: 320, y: 240 },
      canvas: spot,
      origin,
    });
  };
  return (
    <div className="px-3 py-1" data-pad-row={pad.name} data-direction={pad.direction}>
      <div className="flex min-h-6 items-center gap-1.5">
        <span className="text-2xs text-faint">{pad.direction}</span>
        <span className="min-w-0 flex-1 truncate font-mono text-2xs" title={briefPad(pad)}>
          {pad.name}
        </span>
        {isFree && (
          <>
            <LinkTargetMenu
              origin={origin}
              onPick={(target) =>
                side === 'from' ? edits.link(origin.ref, target) : edits.link(target, origin.ref)
              }
            />
            <IconButton label={`Add an element at ${pad.name}`} size="small" onClick={addNew}>
              <Plus size={13} />
            </IconButton>
          </>
        )}
      </div>
      {links.map((link) => (
        <div key={linkId(link)} className="flex items-center gap-1">
          <Button
            size="small"
            variant="ghost"
            className="min-w-0 flex-1 justify-start font-mono"
            onClick={() => editor.getState().select(selectionOf([], [linkId(link)]))}
          >
            <Link2 size={12} aria-hidden />
            <span className="truncate">
              {pad.direction === 'sink'
                ? `${link.from.element}.${link.from.pad}`
                : `${link.to.element}.${link.to.pad}`}
            </span>
          </Button>
          <IconButton
            label={`Unlink ${linkId(link)}`}
            size="small"
            onClick={() => edits.apply({ kind: 'remove-link', link: linkId(link) })}
          >
            <Unlink size={12} />
          </IconButton>
        </div>
      ))}
      {!isPadPattern(pad.name) &&
        specs.map((spec) => (
          <PropertyField
            key={spec.name}
            element={element}
            factory={factory?.name ?? ''}
            pad={pad.name}
            spec={spec}
            value={values?.[spec.name]}
            diagnostics={diagnostics.filter(
              ({ place }) => place.pad === pad.name && place.property === spec.name,
            )}
          />
        ))}
    </div>
  );
}

function briefPad(pad: PadView): string {
  return pad.template === undefined
    ? 'The catalogue does not know this pad.'
    : briefCaps(capsOfText(pad.template.caps));
}
