import { describe, expect, it } from 'vitest';
import { boundedHtml } from '../../src/ingest/bounded-html.ts';
import { extractPage } from '../../src/ingest/extract-page.ts';

const PROSE = [
  'Officials in Kandahar said on Monday that the new irrigation canal would open before winter, two years late.',
  'Farmers in the district said that they had heard such promises before, and that their orchards were dying meanwhile.',
  'The canal was begun in 2012 and stopped twice when its contractors ran out of money, according to a provincial engineer.',
  'Engineers now expect that it will carry water to some nine hundred farms, fewer than half of those first planned.',
];
const page = (head: string, body: string): string =>
  `<!doctype html><html lang="en_GB"><head>${head}</head><body>${body}</body></html>`;

const ARTICLE = page(
  `<title>Canal to open at last | The Example Post</title>
   <meta property="og:title" content="Canal to open at last">
   <meta property="og:site_name" content="The Example Post">
   <link rel="canonical" href="/2024/05/canal?utm_source=x">
   <script type="application/ld+json">{"@type":"NewsArticle","headline":"Canal to open at last",
     "datePublished":"2024-05-06T02:30:00Z","author":[{"@type":"Person","name":"Laila Example"},{"name":"Omid Sample"}]}</script>`,
  `<nav><a href="/">Home</a> <a href="/world">World</a></nav>
   <div class="cookie-banner"><p>We use cookies to make this site better for you and for everyone who reads it.</p></div>
   <article><h1>Canal to open at last</h1>
   <p class="byline">By Laila Example and Omid Sample</p><time>May 5, 2024</time>
   <figure><img src="x.jpg"><figcaption>The canal in March. Photograph: A. Nobody</figcaption></figure>
   <p>${PROSE[0]}</p>
   <h2>“We&nbsp;waited”</h2>
   <p>${PROSE[1]}</p>
   <blockquote><p>“Nobody told us anything — not a word,” an elder said, “until   the trucks
      came.”</p></blockquote>
   <ul><li>The canal is 31 kilometres long.</li><li>It cost $14 million.</li></ul>
   <p>${PROSE[2]}<br><br>${PROSE[3]}</p>
   <div class="related-articles"><h3>Related</h3><p>Another story altogether, about melons and the price that they fetch in Kabul.</p></div>
   <p><a href="/n">Read more: melons in Kabul</a></p>
   <p>Subscribe to our newsletter for the latest news.</p>
   <p>© 2024 The Example Post. All rights reserved.</p>
   </article>
   <section id="comments"><p>First! I have never read such a thing about a canal before in my life, says a commenter.</p></section>
   <footer>About us</footer>`,
);

describe('extractPage', () => {
  it('gives the article word for word, in paragraphs, and nothing beside it', () => {
    expect(extractPage(ARTICLE, 'https://www.example.com/2024/05/canal').text).toBe(
      [
        PROSE[0],
        '“We waited”',
        PROSE[1],
        '“Nobody told us anything — not a word,” an elder said, “until the trucks came.”',
        'The canal is 31 kilometres long.',
        'It cost $14 million.',
        PROSE[2],
        PROSE[3],
      ].join('\n\n'),
    );
  });

  const within = (markup: string) =>
    extractPage(
      page(
        '<title>Canal to open at last</title>',
        `<article><h1>Canal to open at last</h1><p>${PROSE[0]}</p><p>${PROSE[1]}</p>${markup}<p>${PROSE[2]}</p><p>${PROSE[3]}</p></article>`,
      ),
    ).text.split('\n\n');

  it.each([
    '<p>Advertisement</p>',
    '<p>RELATED: Melons in Kabul</p>',
    '<p>Read more: melons in Kabul, and their price</p>',
    '<p>Read also</p>',
    '<p>Sign up for our daily newsletter</p>',
    '<p>The news of the day, delivered straight to your inbox.</p>',
    '<p>Photo credit: A. Nobody</p>',
    '<p>Image courtesy of A. Nobody</p>',
    '<p>Copyright 2024 The Example Post</p>',
    '<p>12 comments</p>',
    '<p>5 min read</p>',
    '<p>Tags: Kandahar, canals</p>',
    '<p>We may earn a commission when you buy through links on our site.</p>',
    '<p>Got a tip? Write to us.</p>',
    '<p><a href="/1">Melons in Kabul fetch more than ever</a></p>',
    '<div class="newsletter-signup"><p>All that happens in the south of the country, every morning at seven.</p></div>',
    '<div class="share-buttons"><p>Send it to friends of yours by mail, or to a network of your choice.</p></div>',
    '<div class="author-bio"><h4>Laila Example</h4><p>Laila Example writes about water. She has lived in Kandahar since 2009.</p></div>',
    '<aside><p>Five things that you did not know of canals, and one that you did.</p></aside>',
    '<div hidden><p>A window that opens when somebody has read for more than a minute.</p></div>',
    '<div style="display:none"><p>A window that opens when somebody has read for a minute.</p></div>',
    '<figure><img src="x.jpg"><figcaption>The canal in March, seen from the road to Spin Boldak.</figcaption></figure>',
    '<form><p>Write your address here and hear of every canal that is opened.</p></form>',
  ])('leaves out %s', (markup) => {
    expect(within(markup)).toEqual(PROSE);
  });

  it.each([
    'Related violence in the province has killed twelve people since the spring, officials said.',
    'Copyright law was among the things that the ministers spoke about on Tuesday, an aide said.',
    'Posted in Kandahar since 2019, the soldier said that he had never seen such a summer before.',
    'Read more than once at the meeting, the letter asked the government for water and for seed.',
    'Topics at the meeting were water, seed and the price of melons.',
    'Photographs were not allowed at the meeting.',
    'Support for our work has grown, the engineers said.',
    'Share croppers get a third of it.',
  ])('keeps %s', (sentence) => {
    expect(within(`<p>${sentence}</p>`)).toContain(sentence);
  });

  it.each<readonly [string, string, readonly string[]]>([
    [
      'a list',
      '<ul><li>Thirty kilometres long</li><li>Nine hundred farms</li></ul>',
      ['Thirty kilometres long', 'Nine hundred farms'],
    ],
    [
      'a numbered list',
      '<ol><li>First the sluice is opened.</li><li>Then the field is flooded.</li></ol>',
      ['First the sluice is opened.', 'Then the field is flooded.'],
    ],
    [
      'a quote',
      '<blockquote>“Water is life,” an elder said.</blockquote>',
      ['“Water is life,” an elder said.'],
    ],
    ['headings', '<h2>A long wait</h2><h3>The farms</h3>', ['A long wait', 'The farms']],
    [
      'a table',
      '<table><tr><th>District</th><th>Farms</th></tr><tr><td>Panjwai</td><td>310</td></tr></table>',
      ['District\tFarms', 'Panjwai\t310'],
    ],
    [
      'terms and what they mean',
      '<dl><dt>Karez</dt><dd>A tunnel that brings water from the hills.</dd></dl>',
      ['Karez', 'A tunnel that brings water from the hills.'],
    ],
    ['what was said before', '<pre>a\n  b</pre>', ['a\n  b']],
    [
      'parts that open',
      `<details><summary>How long is it?</summary><p>It is thirty kilometres long.</p></details>`,
      ['How long is it?', 'It is thirty kilometres long.'],
    ],
  ])('keeps %s', (_, markup, texts) => {
    expect(within(markup)).toEqual([PROSE[0], PROSE[1], ...texts, PROSE[2], PROSE[3]]);
  });

  it('keeps the entries of a live page, with their times', () => {
    const entries = PROSE.map(
      (text, index) =>
        `<div class="live-entry" id="e${index}"><h3>1${index}:30 — Entry ${index}</h3><p>${text}</p></div>`,
    );
    const { text } = extractPage(
      page('<title>Canal: live</title>', `<main><h1>Canal: live</h1>${entries.join('')}</main>`),
    );
    expect(text).toBe(
      PROSE.map((entry, index) => `1${index}:30 — Entry ${index}\n\n${entry}`).join('\n\n'),
    );
  });

  it('takes the lead that stands with the headline, apart from the rest', () => {
    const lead =
      'The canal that Kandahar has waited for since 2012 opens this winter, two years after it was promised.';
    for (const level of ['h1', 'h2']) {
      const html = page(
        '<meta property="og:title" content="Canal to open at last">',
        `<main><section><${level}>Canal to open at last</${level}><div><p>${lead}</p></div></section>
         <section><div class="story-text">${PROSE.map((p) => `<p>${p}</p>`).join('')}</div></section></main>`,
      );
      expect(extractPage(html).text).toBe([lead, ...PROSE].join('\n\n'));
    }
  });

  it('reads slides of which one is shown', () => {
    const slides = PROSE.map(
      (text, index) =>
        `<div class="slide" ${index === 0 ? '' : 'style="display: none"'}><h2>No. ${index}</h2><p>${text}</p></div>`,
    );
    const { text } = extractPage(page('', `<article><h1>Canals</h1>${slides.join('')}</article>`));
    for (const paragraph of PROSE) expect(text).toContain(paragraph);
  });

  it.each([
    ['Monday, 6 May 2024', '2024-05-06'],
    ['Updated 6 May 2024', '2024-05-03T09:00:00+02:00'],
    ['3 May 2024, 6 May 2024', '2024-05-03T09:00:00+02:00'],
    ['Monday, 13 May 2024', '2024-05-03T09:00:00+02:00'],
  ])('of two stated days takes the one beside the headline, unlabelled: %s', (printed, date) => {
    const html = page(
      `<meta property="article:published_time" content="2024-05-03T09:00:00+02:00">
       <meta property="article:modified_time" content="2024-05-06T09:00:00+02:00">`,
      `<article><h1>Canal to open at last</h1><p>${printed}</p><p>${PROSE.join('</p><p>')}</p></article>`,
    );
    expect(extractPage(html).publishedAt).toBe(date);
  });

  it.each([
    ['The canal, a year on', 'The canal, a year on'],
    ['Another heading of the page', 'Reviewed by L. Example in full'],
  ])(
    'takes a heading that the description states for a title shown nowhere: %s',
    (heading, title) => {
      const html = page(
        `<title>Reviewed by L. Example in full</title><meta name="description" content="The canal, a year on…">`,
        `<article><h2>${heading}</h2><p>${PROSE.join('</p><p>')}</p></article>`,
      );
      expect(extractPage(html).title).toBe(title);
    },
  );

  it('gives what the page says of itself; the printed day counts when UTC names the next one', () => {
    expect(extractPage(ARTICLE, 'https://www.example.com/2024/05/canal')).toMatchObject({
      title: 'Canal to open at last',
      byline: 'Laila Example, Omid Sample',
      publisher: 'The Example Post',
      publishedAt: '2024-05-05',
      language: 'en-GB',
      canonicalUrl: 'https://www.example.com/2024/05/canal?utm_source=x',
    });
  });

  it('does not let a page claim the address of another site', () => {
    const html = page('<link rel="canonical" href="https://victim.example/story">', '<p>x</p>');
    const { canonicalUrl } = extractPage(html, 'https://evil.example/a');
    expect(canonicalUrl).toBe('https://evil.example/a');
  });

  it('leaves fields absent that the page does not state', () => {
    const found = extractPage(`<p>${PROSE.join(' ')}</p>`);
    expect(Object.keys(found)).toEqual(['text']);
    expect(found.text).toBe(PROSE.join(' '));
  });

  it.each([
    ['By Jane Roe', 'Jane Roe'],
    ['https://facebook.com/jane', undefined],
    ['admin', undefined],
    ['jane@example.org', undefined],
    ['Jane Roe, John Doe', 'Jane Roe, John Doe'],
  ])('reads the author %s as %s', (content, byline) => {
    expect(extractPage(page(`<meta name="author" content="${content}">`, '')).byline).toBe(byline);
  });

  it('takes the name that the page prints when JSON-LD names who uploaded it', () => {
    const html = page(
      `<script type="application/ld+json">{"@type":"Article","headline":"X","author":{"name":"Upload Desk"}}</script>
       <meta name="parsely-author" content="Jane Roe">`,
      '<p>By Jane Roe</p>',
    );
    expect(extractPage(html).byline).toBe('Jane Roe');
  });

  it.each([
    ['<title>Site: A headline of five words</title>', '<h1>A headline of five words</h1>'],
    [
      '<title>A headline of five words - Site</title>',
      '<h1>Politics A headline of five words</h1><h1>A headline of five words</h1>',
    ],
    [
      '<meta property="og:title" content="Headline: five words | Site"><meta property="og:site_name" content="Site">',
      '<h1>A headline of five words</h1>',
    ],
  ])('finds the headline of %s', (head, body) => {
    expect(extractPage(page(head, body)).title).toBe('A headline of five words');
  });

  const prose = PROSE.map((paragraph) => `<p>${paragraph}</p>`).join('');
  const stated = (date: string) => `<meta property="article:published_time" content="${date}">`;
  it.each<readonly [string, string, string, string, string | undefined]>([
    [
      'the day that it is filed under, when a later one was stated as it moved',
      stated('2019-06-17T18:28:00+02:00'),
      '',
      'https://news.example/2017/7/12/canal',
      '2017-07-12',
    ],
    [
      'a stated day that is earlier than the one it is filed under',
      stated('2017-03-01'),
      '',
      'https://news.example/2017/7/12/canal',
      '2017-03-01',
    ],
    [
      'a meta element of its own naming',
      '<meta name="x-publish-day" content="2021-02-03">',
      '',
      '',
      '2021-02-03',
    ],
    [
      'nothing of a day of change',
      '<meta name="x-updated-day" content="2021-02-03">',
      '',
      '',
      undefined,
    ],
    [
      'a time element without attributes',
      '',
      '<p>by me, <time>Published on August 19, 2019</time></p>',
      '',
      '2019-08-19',
    ],
    ['what stands beside the headline', '', '<p>January 22, 2014</p>', '', '2014-01-22'],
    [
      'no day of an update beside the headline',
      '',
      '<p>Updated January 22, 2014</p>',
      '',
      undefined,
    ],
    [
      'neither of two days beside the headline',
      '',
      '<p>January 22, 2014</p><p>May 1, 2013</p>',
      '',
      undefined,
    ],
  ])('dates a page by %s', (_, head, beside, url, expected) => {
    const html = page(head, `<article><h1>A canal opens late</h1>${beside}${prose}</article>`);
    expect(extractPage(html, url || undefined).publishedAt).toBe(expected);
  });

  it.each([
    ['Canal opens - Example Post', 'https://www.example-post.org/a', 'Canal opens'],
    ['The Example Post - Canal opens', 'https://examplepost.com/a', 'Canal opens'],
    ['Canal opens - Kandahar', 'https://www.example-post.org/a', 'Canal opens - Kandahar'],
  ])('takes the name of the site off the title “%s” of %s', (title, url, expected) => {
    expect(extractPage(page(`<title>${title}</title>`, prose), url).title).toBe(expected);
  });

  it('takes the headline that is shown for a title that was cut off', () => {
    const head = '<meta property="og:title" content="The long canal of Kandahar opens…">';
    const whole = 'The long canal of Kandahar opens two winters late';
    expect(extractPage(page(head, `<h1>${whole}</h1>${prose}`)).title).toBe(whole);
  });

  it('names the person whom the page prints where its metadata names the outlet', () => {
    const head =
      '<meta property="og:site_name" content="The Example Post"><meta name="author" content="The Example Post">';
    const printed = (line: string) => page(head, `<h1>Canal opens</h1>${line}${prose}`);
    const by = (line: string) => extractPage(printed(line)).byline;
    expect(by('<p class="story-author-name">By Laila Example</p>')).toBe('Laila Example');
    expect(by('<p class="story-author-name">3 May 2021</p>')).toBe('The Example Post');
  });

  it('reads a page whose text stands only in noscript or JSON-LD', () => {
    const noscript = page(
      '',
      `<div id="root"></div><noscript>${PROSE.map((p) => `<p>${p}</p>`).join('')}</noscript>`,
    );
    expect(extractPage(noscript).text).toBe(PROSE.join('\n\n'));
    const linked = page(
      `<script type="application/ld+json">${JSON.stringify({ '@type': 'NewsArticle', headline: 'x', articleBody: PROSE.join('\n') })}</script>`,
      '<div id="root"></div>',
    );
    expect(extractPage(linked).text).toBe(PROSE.join('\n'));
  });

  it('mends two html elements and a missing body', () => {
    const twice = `<html><html lang="ps"><head><title>T</title></head>${PROSE.map((p) => `<p>${p}</p>`).join('')}</html><p>${PROSE[0]} After the end.</p>`;
    const { text } = extractPage(twice);
    expect(text).toContain(PROSE[3]);
    expect(text).toContain('After the end.');
  });

  it('gives no text for a page that only a script fills', () => {
    const html = page('<title>App</title>', '<div id="root"></div><script>render()</script>');
    expect(extractPage(html)).toEqual({ title: 'App', language: 'en-GB', text: '' });
  });

  it('never shows mark-up, scripts or styles as text', () => {
    const html = page(
      '',
      `<article><style>p{}</style>${PROSE.map((p) => `<p>${p}<script>alert(1)</script></p>`).join('')}</article>`,
    );
    expect(extractPage(html).text).toBe(PROSE.join('\n\n'));
  });
});

describe('boundedHtml', () => {
  const prose = PROSE.map((paragraph) => `<p>${paragraph}</p>`).join('');

  it('keeps the text of what lies too deep', () => {
    const bounded = boundedHtml('<div>'.repeat(5000) + prose + '</div>'.repeat(5000));
    expect(bounded.kind).toBe('html');
    const html = bounded.kind === 'html' ? bounded.html : '';
    expect(html.split('<div>').length - 1).toBe(200);
    expect(extractPage(html).text).toBe(PROSE.join('\n\n'));
  });

  it('does not count tags that stand in scripts, and takes scripts out but for data', () => {
    const script = `<script>const x = '${'<div>'.repeat(1000)}';</script>`;
    const data = `<script type="application/ld+json">{"a":"${'<div>'.repeat(1000)}"}</script>`;
    expect(
      boundedHtml(`${script}${data}<div><style>p{}</style>${prose}</div><script>open`),
    ).toEqual({
      kind: 'html',
      html: `${data}<div>${prose}</div><script>open`,
    });
  });

  it('leaves a page alone that nests as pages do', () => {
    const html = `<div>${prose.repeat(100)}</div>`;
    expect(boundedHtml(html)).toEqual({ kind: 'html', html });
  });

  it.each([
    ['100,000 links', '<a href="/x">x</a>'.repeat(100_000), 'elements'],
    ['300,000 open tags', '<b>'.repeat(300_000), 'elements'],
    ['a million brackets', '<'.repeat(1_000_000), 'special characters'],
    ['a million ampersands', '&'.repeat(1_000_000), 'special characters'],
  ])('refuses %s', (_, html, reason) => {
    const bounded = boundedHtml(html);
    expect(bounded.kind === 'too-complex' && bounded.reason).toContain(reason);
  });
});
