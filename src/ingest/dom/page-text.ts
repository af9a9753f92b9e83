import { PageNode, TEXT } from './page-node.ts';

/** Words of the page between two tags. */
export class PageText extends PageNode {
  data: string;

  constructor(data: string) {
    super(TEXT);
    this.data = data;
  }

  get nodeName(): string {
    return '#text';
  }

  get nodeValue(): string {
    return this.data;
  }

  override get textContent(): string {
    return this.data;
  }

  override set textContent(value: string) {
    this.data = value;
  }
}
