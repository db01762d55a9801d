import type { ElementFactory } from '@pipewright/catalogue';
import {
  type Edit,
  type Link,
  type LinkId,
  linkId,
  type PadRef,
  type PipelineDocument,
  type PropertyValue,
  type RuleOverride,
  uniqueElementName,
} from '@pipewright/graph';
import type { BoxPosition } from '@pipewright/protocol';
import type { Fix } from '@pipewright/rules';
import { notify } from '../ui/toast-store.ts';
import { type Alignment, align } from './alignment.ts';
import { autoLayout, layoutBoxes } from './auto-layout.ts';
import type { CanvasHandle } from './canvas/canvas-handle.ts';
import type { CatalogueStore } from './catalogue-store.ts';
import { copyElements, pasteElements } from './clipboard.ts';
import type { DispatchOptions, EditorStore } from './editor-store.ts';
import { bestPadFor, checkLink } from './link-check.ts';
import { mergeDocument } from './merge-document.ts';
import { nextPadName } from './pads.ts';
import { freeSpot, placeBelow, spotBehind } from './placement.ts';
import { selectionOf } from './selection.ts';

/** Which pad a new element is linked to. */
export interface LinkOrigin {
  readonly ref: PadRef;
  /** `from`: the origin is a src pad and the new element takes its data. */
  readonly side: 'from' | 'to';
}

/** What users do to the document; refusals are shown as notices. */
export interface EditorCommands {
  /** False when the edit was refused. */
  apply(edit: Edit, options?: DispatchOptions): boolean;
  applyFix(fix: Fix): boolean;
  /** Adds an element, linked to `origin` where that fits; returns its name. */
  addElement(factory: string, at?: BoxPosition, origin?: LinkOrigin): string | undefined;
  /** Puts a new element into a link. */
  insertElement(factory: string, link: LinkId, at: BoxPosition): string | undefined;
  /** Links two pads; slots become the next free pad. */
  link(from: PadRef, to: PadRef): boolean;
  setProperty(
    element: string,
    property: string,
    value: PropertyValue | undefined,
    pad?: string,
  ): boolean;
  rename(element: string, newName: string): boolean;
  /** Judges a rule's findings otherwise in this document. */
  overrideRule(rule: string, override: RuleOverride): boolean;
  /** Gives a rule its own severity back. */
  resetRule(rule: string): boolean;
  deleteSelection(): void;
  selectAll(): void;
  copyText(): string | undefined;
  paste(text: string, at?: BoxPosition): void;
  /** Adds a whole pipeline below what is there, laid out, as one step. */
  addPipeline(added: PipelineDocument): Promise<boolean>;
  duplicate(): void;
  align(alignment: Alignment): void;
  autoLayout(): Promise<void>;
}

interface Dependencies {
  readonly editor: EditorStore;
  readonly catalogue: CatalogueStore;
  readonly canvas: CanvasHandle;
}

const PASTE_OFFSET = 40;

/** Makes the commands that act on the edited document. */
export function createEditorActions({ editor, catalogue, canvas }: Dependencies): EditorCommands {
  const apply = (edit: Edit, options?: DispatchOptions): boolean => {
    const outcome = editor.getState().dispatch(edit, options);
    if (!outcome.ok) {
      notify('error', outcome.message);
    }
    return outcome.ok;
  };

  const factoryOf = (name: string): ElementFactory | undefined =>
    catalogue.getState().catalogue.factory(name);

  const boxes = () => {
    const { document, positions } = editor.getState();
    return layoutBoxes(document, catalogue.getState().catalogue).map((box) => ({
      ...box,
      ...(positions[box.name] ?? { x: 0, y: 0 }),
    }));
  };

  /** Right of the selected box, else the middle of what is seen. */
  const spotForNew = (): BoxPosition => {
    const { selection, positions } = editor.getState();
    const [selected] = selection.elements;
    const beside = selected === undefined ? undefined : positions[selected];
    if (beside !== undefined) {
      return freeSpot(positions, { x: beside.x + 300, y: beside.y });
    }
    return freeSpot(positions, canvas.current?.centre() ?? { x: 0, y: 0 });
  };

  const commands: EditorCommands = {
    apply,

    applyFix: ({ edit, title, moved }) => {
      const { positions } = editor.getState();
      const at = moved && spotBehind(positions, moved.element, moved.behind);
      return apply(edit, {
        label: title,
        ...(moved && at && { positions: { [moved.element]: at } }),
      });
    },

    addElement: (factoryName, at, origin) => {
      const { document } = editor.getState();
      const name = uniqueElementName(document, factoryName);
      const add: Edit = {
        kind: 'add-element',
        name,
        element: { factory: factoryName, properties: {}, pads: {} },
      };
      const withElement: PipelineDocument = {
        ...document,
        elements: { ...document.elements, [name]: add.element },
      };
      const link =
        origin === undefined
          ? undefined
          : linkToNew(withElement, name, origin, catalogue.getState().catalogue);
      const edit: Edit =
        link === undefined
          ? add
          : {
              kind: 'batch',
              label: `Add ${factoryName}`,
              edits: [add, { kind: 'add-link', link }],
            };
      const isDone = apply(edit, {
        label: `Add ${factoryName}`,
        positions: { [name]: at ?? spotForNew() },
        select: selectionOf([name]),
      });
      return isDone ? name : undefined;
    },

    insertElement: (factoryName, id, at) => {
      const { document } = editor.getState();
      const templates = factoryOf(factoryName)?.pads ?? [];
      const sink = templates.find((template) => template.direction === 'sink');
      const src = templates.find((template) => template.direction === 'src');
      if (sink === undefined || src === undefined) {
        notify('error', `${factoryName} can't be put into a link: it has no input or no output.`);
        return undefined;
      }
      const name = uniqueElementName(document, factoryName);
      const isDone = apply(
        {
          kind: 'insert-element',
          link: id,
          name,
          element: { factory: factoryName, properties: {}, pads: {} },
          sinkPad: nextPadName(document, { element: name, pad: sink.name }, 'to'),
          srcPad: nextPadName(document, { element: name, pad: src.name }, 'from'),
        },
        {
          label: `Insert ${factoryName}`,
          positions: { [name]: at },
          select: selectionOf([name]),
        },
      );
      return isDone ? name : undefined;
    },

    link: (from, to) => {
      const { document } = editor.getState();
      const verdict = checkLink(document, catalogue.getState().catalogue, from, to);
      if (!verdict.ok) {
        notify('error', verdict.reason);
        return false;
      }
      const link: Link = {
        from: { element: from.element, pad: nextPadName(document, from, 'from') },
        to: { element: to.element, pad: nextPadName(document, to, 'to') },
      };
      return apply({ kind: 'add-link', link }, { select: selectionOf([], [linkId(link)]) });
    },

    setProperty: (element, property, value, pad) =>
      apply(
        {
          kind: 'set-property',
          element,
          property,
          ...(pad === undefined ? {} : { pad }),
          ...(value === undefined ? {} : { value }),
        },
        {
          label: value === undefined ? `Reset ${property}` : `Set ${property}`,
          coalesceKey: `property:${element}:${pad ?? ''}:${property}`,
        },
      ),

    rename: (element, newName) => apply({ kind: 'rename-element', name: element, newName }),

    overrideRule: (rule, override) =>
      apply(
        { kind: 'set-rule', rule, override },
        {
          label:
            override.severity === 'off'
              ? `Turn off ${rule}`
              : `Show ${rule} as ${override.severity}`,
        },
      ),

    resetRule: (rule) => apply({ kind: 'set-rule', rule }, { label: `Reset ${rule}` }),

    deleteSelection: () => {
      const { selection, document } = editor.getState();
      const edits: Edit[] = [];
      for (const link of document.links) {
        const id = linkId(link);
        const goesWithElement =
          selection.elements.has(link.from.element) || selection.elements.has(link.to.element);
        if (selection.links.has(id) && !goesWithElement) {
          edits.push({ kind: 'remove-link', link: id });
        }
      }
      for (const name of selection.elements) {
        edits.push({ kind: 'remove-element', name });
      }
      const [only] = edits;
      if (edits.length === 1 && only !== undefined) {
        apply(only);
      } else if (edits.length > 1) {
        apply({ kind: 'batch', label: 'Delete', edits });
      }
    },

    selectAll: () => {
      const { document, select } = editor.getState();
      select(selectionOf(Object.keys(document.elements)));
    },

    copyText: () => {
      const { selection, document, positions } = editor.getState();
      return selection.elements.size === 0
        ? undefined
        : copyElements(document, positions, selection.elements);
    },

    paste: (text, at) => {
      const { document, positions } = editor.getState();
      const spot = freeSpot(positions, at ?? canvas.current?.centre() ?? { x: 0, y: 0 });
      const result = pasteElements(document, text, spot);
      if (!result.ok) {
        notify('error', result.message);
        return;
      }
      apply(result.paste.edit, {
        label: 'Paste',
        positions: result.paste.positions,
        select: selectionOf(result.paste.names),
      });
    },

    addPipeline: async (added) => {
      const laid = await autoLayout(added, layoutBoxes(added, catalogue.getState().catalogue));
      const { document, positions } = editor.getState();
      const { edit, renamed } = mergeDocument(document, added);
      const isDone = apply(edit, {
        label: `Add ${added.name}`,
        positions: placeBelow(positions, laid, renamed),
        select: selectionOf(renamed.values()),
      });
      if (isDone) {
        requestAnimationFrame(() => canvas.current?.fitView());
      }
      return isDone;
    },

    duplicate: () => {
      const { selection, positions } = editor.getState();
      const text = commands.copyText();
      if (text === undefined) {
        return;
      }
      const selected = [...selection.elements].map((name) => positions[name] ?? { x: 0, y: 0 });
      commands.paste(text, {
        x: Math.min(...selected.map((box) => box.x)) + PASTE_OFFSET,
        y: Math.min(...selected.map((box) => box.y)) + PASTE_OFFSET,
      });
    },

    align: (alignment) => {
      const { selection, move } = editor.getState();
      const moved = align(
        boxes().filter((box) => selection.elements.has(box.name)),
        alignment,
      );
      if (Object.keys(moved).length > 0) {
        move(moved, { label: 'Align' });
      }
    },

    autoLayout: async () => {
      const { document, documentSerial } = editor.getState();
      if (Object.keys(document.elements).length === 0) {
        return;
      }
      const placed = await autoLayout(document, boxes());
      const state = editor.getState();
      if (state.documentSerial === documentSerial) {
        state.move(
          Object.fromEntries(
            Object.entries(placed).filter(([name]) => name in state.document.elements),
          ),
          { label: 'Arrange' },
        );
        requestAnimationFrame(() => canvas.current?.fitView());
      }
    },
  };
  return commands;
}

function linkToNew(
  document: PipelineDocument,
  name: string,
  origin: LinkOrigin,
  catalogue: ReturnType<CatalogueStore['getState']>['catalogue'],
): Link | undefined {
  const pad = bestPadFor(document, catalogue, name, origin);
  if (pad === undefined) {
    return undefined;
  }
  const fresh = { element: name, pad };
  const from = origin.side === 'from' ? origin.ref : fresh;
  const to = origin.side === 'from' ? fresh : origin.ref;
  return {
    from: { element: from.element, pad: nextPadName(document, from, 'from') },
    to: { element: to.element, pad: nextPadName(document, to, 'to') },
  };
}
