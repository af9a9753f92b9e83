import { describe, expect, it } from 'vitest';
import { parsePage } from '../../src/ingest/dom/parse-page.ts';
import { pageDom } from '../../src/ingest/page-dom.ts';

const tree = (html: string) => parsePage(html);

describe('the tree of a page', () => {
  it('reads back to the same tree what it writes', () => {
    const html =
      '<div class="a &amp; b" title="&quot;x&quot;"><p>1 &lt; 2 &amp; 3</p><br><img src="y"><style>a > b</style></div>';
    expect(tree(html).querySelector('div')?.innerHTML).toBe(
      '<p>1 &lt; 2 &amp; 3</p><br><img src="y"><style>a > b</style>',
    );
    const copy = tree('<section></section>').querySelector('section')!;
    copy.innerHTML = html;
    expect(copy.innerHTML).toBe(html);
    expect(copy.textContent).toBe('1 < 2 & 3a > b');
  });

  it('keeps its links and lists whatever is moved', () => {
    const document = tree('<div>a<b>1</b><i>2</i>z</div><p></p>');
    const [div, p] = [document.querySelector('div')!, document.querySelector('p')!];
    expect(div.children.map((child) => child.tagName)).toEqual(['B', 'I']);
    p.appendChild(div.children[0]!);
    expect(div.childNodes.map((child) => child.textContent)).toEqual(['a', '2', 'z']);
    div.insertBefore(p, div.firstChild);
    expect(div.children.map((child) => child.tagName)).toEqual(['P', 'I']);
    expect(p.nextElementSibling?.tagName).toBe('I');
    expect(p.nextElementSibling?.previousElementSibling).toBe(p);
    div.replaceChild(document.createTextNode('new'), p);
    expect(div.textContent).toBe('newa2z');
    expect(p.parentNode).toBeNull();
    div.textContent = '';
    expect([div.firstChild, div.lastChild, div.children.length]).toEqual([null, null, 0]);
  });

  it('finds what selectors name, in order, each once', () => {
    const document = tree(
      '<article><H1 CLASS="x y" ID="t">a</H1><p><time DATETIME="2024">b</time></p></article><h1>c</h1>',
    );
    const found = (selector: string) =>
      document.querySelectorAll(selector).map((element) => element.textContent);
    expect(found('article h1, h1')).toEqual(['a', 'c']);
    expect(found('H1,time')).toEqual(['a', 'b', 'c']);
    expect(found('.y#t, [datetime], article > p')).toEqual(['a', 'b', 'b']);
    expect(found('[class*="X" i] + p')).toEqual(['b']);
    expect(document.querySelector('time')?.closest('article')?.localName).toBe('article');
  });

  it('takes names of attributes for nothing else', () => {
    const element = tree(
      '<p __proto__="x" constructor="y" style="color: red; DISPLAY : None">z</p>',
    ).children[0]!;
    expect(element.getAttribute('constructor')).toBe('y');
    expect(element.getAttribute('toString')).toBeNull();
    expect(element.hasAttribute('hasOwnProperty')).toBe(false);
    expect(element.style).toEqual({ display: 'none', visibility: '' });
  });

  it.each([
    ['a<p>b', 'ab'],
    ['<html><head><title>t</title></head><body>a</body></html>b', 'ab'],
    ['<html><body>a</body><html><body>b</html>c', 'abc'],
    ['<head><title>t</title></head>a', 'a'],
    ['', ''],
  ])('has one body with all that is shown: %s', (html, text) => {
    const document = pageDom(html);
    expect(document.querySelectorAll('body')).toHaveLength(1);
    expect(document.body?.textContent).toBe(text);
  });
});
