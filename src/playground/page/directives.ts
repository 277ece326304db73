/** What the templates cannot say by themselves. */
import { noChange } from 'lit-html';
import { Directive, directive, type ElementPart, type PartInfo, PartType } from 'lit-html/directive.js';

class SetVariable extends Directive {
  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error('setVariable belongs on an element');
  }

  render(_name: `--${string}`, _value: string | null): typeof noChange {
    return noChange;
  }

  override update(part: ElementPart, [name, value]: [`--${string}`, string | null]): typeof noChange {
    // By the object model: a style attribute is inline style, which the page's own policy forbids.
    if (part.element instanceof HTMLElement) part.element.style.setProperty(name, value);
    return noChange;
  }
}

/** Sets a CSS variable on an element. */
export const setVariable = directive(SetVariable);

class ShowDialog extends Directive {
  render(): typeof noChange {
    return noChange;
  }

  override update(part: ElementPart): typeof noChange {
    const { element } = part;
    // Only a dialog that is in the document can be shown.
    queueMicrotask(() => {
      if (!(element instanceof HTMLDialogElement) || !element.isConnected || element.open) return;
      element.showModal();
      // A form begins where one writes, not at the button that closes it.
      element.querySelector<HTMLElement>(':is(input, textarea, select):not([type=radio]:not(:checked))')?.focus();
    });
    return noChange;
  }
}

/** Shows a `<dialog>` as a modal one as soon as it is in the page. */
export const showDialog = directive(ShowDialog);
