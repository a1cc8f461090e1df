/** Elements of the browser, as far as code outside the components uses them. */

/** An element that can have the focus. */
export class FakeElement extends EventTarget {
  readonly tagName: string;
  readonly nodeType = 1;
  isContentEditable = false;
  href = '';
  download = '';
  textContent = '';
  /** How often it was clicked. */
  clicks = 0;

  constructor(tagName: string) {
    super();
    this.tagName = tagName;
  }

  get nodeName(): string {
    return this.tagName;
  }

  get ownerDocument(): unknown {
    return document;
  }

  focus(): void {
    Object.assign(document, { activeElement: this });
  }

  click(): void {
    this.clicks += 1;
  }
}

/** React asks whether the focus is in a frame; it never is. */
export class FakeFrame extends FakeElement {}
