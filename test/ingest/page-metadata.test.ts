import { describe, expect, it } from 'vitest';
import { extractPage } from '../../src/ingest/extract-page.ts';

const PROSE = [
  'The ministry said on Sunday that three new clinics would open in the province before the first snow falls there.',
  'Nurses have been trained in the city since spring, and the buildings were finished in July, an official said.',
  'Roads to two of the districts are closed for much of the winter, so medicine will be stored for five months.',
]
  .map((paragraph) => `<p>${paragraph}</p>`)
  .join('');
const TITLE = 'Three clinics open before the snow';
const read = (head: string, beside = '', url?: string) =>
  extractPage(
    `<html><head><title>${TITLE}</title>${head}</head><body><article><h1>${TITLE}</h1>${beside}${PROSE}</article></body></html>`,
    url,
  );
const ld = (json: unknown) =>
  `<script type="application/ld+json">${typeof json === 'string' ? json : JSON.stringify(json)}</script>`;
const article = (fields: object) => ({ '@type': 'NewsArticle', headline: TITLE, ...fields });

describe('JSON-LD', () => {
  const WHOLE = { publishedAt: '2023-10-08T06:00:00Z', byline: 'Nadia Sample' };
  const FIELDS = { datePublished: '2023-10-08T06:00:00Z', author: { name: 'Nadia Sample' } };
  it.each<readonly [string, unknown]>([
    ['an object', article(FIELDS)],
    ['a list', [{ '@type': 'WebSite', name: 'The Post' }, article(FIELDS)]],
    ['a graph', { '@graph': [{ '@type': 'WebPage' }, article(FIELDS)] }],
    ['an object inside another', { '@type': 'WebPage', mainEntity: article(FIELDS) }],
    ['a list of types', article({ ...FIELDS, '@type': ['Article', 'Thing'] })],
    [
      'types as addresses',
      article({ ...FIELDS, '@type': 'https://schema.org/ReportageNewsArticle' }),
    ],
    [
      'a reference',
      {
        '@graph': [
          article({ ...FIELDS, author: { '@id': '#n' } }),
          { '@id': '#n', '@type': 'Person', name: 'Nadia Sample' },
        ],
      },
    ],
    ['lists in lists', article({ ...FIELDS, author: [[{ name: 'Nadia Sample' }]] })],
    [
      'a name in parts',
      article({ ...FIELDS, author: { givenName: 'Nadia', familyName: 'Sample' } }),
    ],
    ['a name as a value', article({ ...FIELDS, author: { name: { '@value': 'Nadia Sample' } } })],
    [
      'the article of several that the page is about',
      [
        article({
          headline: 'Another story of the day',
          datePublished: '2020-01-01',
          author: 'A. B.',
        }),
        article(FIELDS),
      ],
    ],
    [
      'the rest of it in a second object',
      [article({ datePublished: FIELDS.datePublished }), article({ author: FIELDS.author })],
    ],
    ['comments around it', `<!-- ${JSON.stringify(article(FIELDS))} -->`],
    ['CDATA marks', `//<![CDATA[\n${JSON.stringify(article(FIELDS))}\n//]]>`],
    ['comments in it', `/* seo */ ${JSON.stringify(article(FIELDS)).replace(',', ', /* c */')}`],
    ['a comma too many', JSON.stringify(article({ ...FIELDS, a: 1 })).replace(/\}$/, ',}')],
    ['a semicolon at the end', `${JSON.stringify(article(FIELDS))};`],
    [
      'line ends in a string',
      JSON.stringify(article({ ...FIELDS, d: 'a#b' })).replace('#', '\n\t'),
    ],
    ['escaped apostrophes', JSON.stringify(article({ ...FIELDS, d: 'a#s' })).replace('#', "\\'")],
    ['two objects in a row', `${JSON.stringify({ a: 1 })}\n${JSON.stringify(article(FIELDS))}`],
    ['entities for quotation marks', JSON.stringify(article(FIELDS)).replaceAll('"', '&quot;')],
    [
      'quotation marks in a string',
      JSON.stringify(article({ ...FIELDS, d: '#' })).replace('#', 'a "b" c'),
    ],
  ])('reads %s', (_, json) => {
    expect(read(ld(json))).toMatchObject(WHOLE);
  });

  it('passes over what is no JSON at all', () => {
    expect(read(ld('{{ article | json }}')).title).toBe(TITLE);
  });
});

describe('date', () => {
  const meta = (name: string, content: string) => `<meta name="${name}" content="${content}">`;
  it.each<readonly [string, string]>([
    ['article:published_time', '2023-10-08T06:00:00+00:00'],
    ['og:article:published_time', '2023-10-08T06:00:00+0000'],
    ['datePublished', '2023-10-08'],
    ['DC.date.issued', '2023-10-08'],
    ['dcterms.issued', '8 October 2023'],
    ['dc.date', '2023-10-08T06:00:00.000Z'],
    ['sailthru.date', 'Sun, 08 Oct 2023 06:00:00 +0000'],
    ['parsely-pub-date', '2023-10-08T06:00:00Z'],
    ['cXenseParse:recs:publishtime', '2023-10-08T06:00:00.000Z'],
    ['publish-date', 'Sun Oct 08 2023 06:00:00 GMT+0000 (UTC)'],
    ['citation_publication_date', '2023/10/08'],
    ['pubdate', '20231008'],
    ['article.published', '2023-10-8 06:00'],
    ['date', 'October 8th, 2023'],
    ['ptime', '20231008060000'],
    ['timestamp', '1696744800'],
    ['publish_epoch', '1696744800000'],
    ['x-article-date', '08-Oct-2023'],
    ['bt:pubDate', '2023-10-08T06:00:00.000Z'],
  ])('is what the meta element %s states: %s', (name, content) => {
    expect(read(meta(name, content)).publishedAt?.slice(0, 10)).toBe('2023-10-08');
  });

  it.each<readonly [string, string, string]>([
    ['that of publication', 'datePublished', 'dateModified'],
    ['that of publication before that of creation', 'datePublished', 'dateCreated'],
  ])('is %s', (_, first, other) => {
    const json = article({ [other]: '2023-11-01', [first]: '2023-10-08' });
    expect(read(ld(json)).publishedAt).toBe('2023-10-08');
  });

  it.each<readonly [string, string]>([
    ['time[pubdate]', '<time pubdate datetime="2023-10-08">last week</time>'],
    ['itemprop', '<span itemprop="datePublished" content="2023-10-08T06:00:00Z">Sunday</span>'],
    ['title of an abbr', '<abbr class="published" title="2023-10-08T06:00:00+04:30">Sunday</abbr>'],
    ['seconds in an attribute', '<span class="ts" data-timestamp="1696744800">Sunday</span>'],
    ['US order', '<p>October 8, 2023</p>'],
    ['British order', '<p>Sunday 8 October 2023, 06.00 BST</p>'],
    ['after the writer', '<p>By Nadia Sample in Kabul October 8, 2023 2:24 pm</p>'],
    ['after a label', '<p>Published: 8 Oct 2023 | Updated: 9 Oct 2023</p>'],
    ['before a change', '<p>Written: 2023-10-08 15:03 / Updated: 2023-10-09 15:30</p>'],
    ['after a change', '<p>Updated 9 Oct 2023, published 8 Oct 2023</p>'],
    ['digits that can be read one way', '<p>Posted on 10/08/2023</p><p>28/10/2023</p>'],
    [
      'of the page, not of a caption',
      '<p>8 October 2023</p><p>The old clinic stood empty for years, as in this picture that was taken from the road in front of it on 3 May 2019.</p>',
    ],
    [
      'of the page, not of a teaser',
      '<aside><time datetime="2021-01-01">x</time></aside><div class="related"><time datetime="2021-02-02">y</time></div><time datetime="2023-10-08">z</time>',
    ],
    [
      'not that of a change',
      '<time class="updated" datetime="2023-10-09">9 Oct</time><time datetime="2023-10-08">8 Oct</time>',
    ],
    [
      'not that called one',
      '<p>Last updated <time datetime="2023-10-09">9 Oct</time></p><p><time datetime="2023-10-08">8 Oct</time></p>',
    ],
  ])('is what is printed at the headline: %s', (label, beside) => {
    const day = label.startsWith('digits') ? '2023-10-28' : '2023-10-08';
    expect(read('', beside).publishedAt?.slice(0, 10)).toBe(day);
  });

  it.each([
    '<p>Published 3 hours ago</p>',
    '<p>04/05/2023</p>',
    '<p>Updated 8 October 2023</p>',
    '<p>Copyright 2023</p>',
  ])('is not guessed from %s', (beside) => {
    expect(read('', beside).publishedAt).toBeUndefined();
  });

  it.each<readonly [string, string | undefined]>([
    ['https://p.example/2023/10/08/clinics', '2023-10-08'],
    ['https://p.example/news/2023-10-08/clinics', '2023-10-08'],
    ['https://p.example/2023/10/clinics', '2023-10'],
    ['https://p.example/article/20231008123', undefined],
  ])('is the day that a page is filed under: %s', (url, date) => {
    expect(read('', '', url).publishedAt).toBe(date);
  });
});

describe('byline', () => {
  const author = (content: string) => `<meta name="author" content="${content}">`;
  it.each<readonly [string, string, string | undefined]>([
    [
      'a list of objects',
      ld(article({ author: [{ name: 'Nadia Sample' }, { name: 'Omar Test' }] })),
      'Nadia Sample, Omar Test',
    ],
    [
      'a list of texts',
      ld(article({ author: ['Nadia Sample', 'Omar Test'] })),
      'Nadia Sample, Omar Test',
    ],
    ['an address', ld(article({ author: 'https://facebook.com/nadia' })), undefined],
    ['an agency', ld(article({ author: { '@type': 'Organization', name: 'AFP' } })), 'AFP'],
    ['two names', author('By Nadia Sample and Omar Test'), 'Nadia Sample and Omar Test'],
    ['an office', author('Nadia Sample, Staff Writer'), 'Nadia Sample'],
    [
      'an office in many words',
      author('Nadia Sample, Senior Foreign Correspondent'),
      'Nadia Sample',
    ],
    ['an outlet after a bar', author('Nadia Sample | The Post'), 'Nadia Sample'],
    ['a mail address', author('Nadia Sample nadia@post.example'), 'Nadia Sample'],
    ['only a mail address', author('nadia@post.example'), undefined],
    ['an account', author('@nadia'), undefined],
    ['nobody', author('admin'), undefined],
    [
      'a long list',
      [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
        .map((letter) => `<meta name="citation_author" content="${letter}. Sample-Name">`)
        .join(''),
      [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => `${letter}. Sample-Name`).join(', '),
    ],
    [
      'a name of its own making',
      '<meta name="x:authorName1" content="Nadia Sample">',
      'Nadia Sample',
    ],
    ['no link', '<meta name="author_url" content="Nadia Sample">', undefined],
  ])('reads %s', (_, head, byline) => {
    expect(read(head).byline).toBe(byline);
  });

  it.each<readonly [string, string]>([
    ['a line', '<p>By Nadia Sample</p>'],
    ['capitals', '<p>BY NADIA SAMPLE</p>'],
    ['a place and a day after it', '<p>By Nadia Sample in Kabul, 8 October 2023</p>'],
    ['an office after it', '<p>By Nadia Sample, Health Editor</p>'],
    ['a line of its own', '<div><div>By</div><div>Nadia Sample</div></div>'],
    ['a link', '<a href="/authors/nadia-sample">Nadia Sample</a>'],
    ['a class', '<div class="css-1kz-Byline"><span>Nadia Sample</span></div>'],
    ['an attribute', '<span rel="author">Nadia Sample</span>'],
    ['a citation', '<cite>Nadia Sample</cite>'],
    ['an address element', '<address>Nadia Sample</address>'],
  ])('takes the writer whom the page prints, as %s', (_, beside) => {
    expect(read('', beside).byline?.toLowerCase()).toBe('nadia sample');
  });

  it.each<readonly [string, string]>([
    ['comments', '<div class="comments"><span class="author-name">Rex Commenter</span></div>'],
    ['teasers', '<div class="related-stories"><span class="byline-name">Rex Other</span></div>'],
    ['labels', '<div class="author-box"><a class="author-name" href="/a">See full bio</a></div>'],
    ['sentences', '<p>By default, the clinics close at noon.</p>'],
    [
      'several writers of other texts',
      `${PROSE.repeat(8)}<div><div><span class="byline-name">A. One</span></div></div><div><div><span class="byline-name">B. Two</span></div></div>`,
    ],
  ])('takes no name from %s', (_, beside) => {
    expect(read('', beside).byline).toBeUndefined();
  });

  const OUTLET = `<meta property="og:site_name" content="The Example Post"><meta name="copyright" content="Example Media 2023">`;
  it.each<readonly [string, string, string | undefined]>([
    ['The Example Post', '<p>By Nadia Sample</p>', 'Nadia Sample'],
    ['Example Media', '<p>By Nadia Sample</p>', 'Nadia Sample'],
    ['Example Post Staff', '<p>By Nadia Sample</p>', 'Nadia Sample'],
    ['examplepost', '<p>By Nadia Sample</p>', 'Nadia Sample'],
    ['The Example Post', '', 'The Example Post'],
    ['Reuters', '', 'Reuters'],
    ['Sample, Nadia', '<p>By Nadia Sample</p>', 'Nadia Sample'],
  ])('of %s and %s takes the person', (stated, beside, byline) => {
    expect(read(OUTLET + author(stated), beside).byline).toBe(byline);
  });
});

describe('title', () => {
  const titled = (head: string, body: string, url?: string) =>
    extractPage(`<html><head>${head}</head><body>${body}${PROSE}</body></html>`, url).title;
  const og = (title: string) => `<meta property="og:title" content="${title}">`;
  it.each<readonly [string, string, string]>([
    ['a suffix with a bar', `<title>${TITLE} | The Post</title>`, `<h1>${TITLE}</h1>`],
    ['a suffix with a dash', `<title>${TITLE} – The Post</title>`, `<h1>${TITLE}</h1>`],
    ['a prefix', `<title>The Post: ${TITLE}</title>`, `<h1>${TITLE}</h1>`],
    ['two colons', `<title>The Post :: ${TITLE}</title>`, `<h1>${TITLE}</h1>`],
    ['an arrow', `<title>${TITLE} > Health > The Post</title>`, `<h2>${TITLE}</h2>`],
    [
      'a site name that is a heading',
      `<title>${TITLE}</title><meta property="og:site_name" content="The Post">`,
      `<h1>The Post</h1><h2>${TITLE}</h2>`,
    ],
    ['another title for networks', og('You will not believe these clinics'), `<h1>${TITLE}</h1>`],
    [
      'a short heading that one title has and a long one that two have',
      `<title>Snow clinics here</title>${og(TITLE)}<meta name="twitter:title" content="${TITLE}">`,
      `<h1>Snow clinics here</h1><h2 itemprop="headline">${TITLE}</h2>`,
    ],
    [
      'headings of other parts',
      og(TITLE),
      `<h1>Health news</h1><h1>${TITLE}</h1><h1>Related content</h1>`,
    ],
    [
      'the name of the site as top heading, a link to the front page',
      `<title>${TITLE}</title>`,
      `<h1><a href="/">Notes from a long valley</a></h1><h2>${TITLE}</h2>`,
    ],
    [
      'a greeting as top heading',
      `<title>${TITLE} | Notes</title>`,
      `<h1>Hello, this is my place</h1><h2>${TITLE}</h2>`,
    ],
    [
      'several names of one meta element',
      `<meta property="dc:title og:title" content="${TITLE}">`,
      '',
    ],
    ['JSON-LD alone', ld(article({})), ''],
    ['a title cut off', og('Three clinics open before…'), `<h1>${TITLE}</h1>`],
  ])('finds it among %s', (_, head, body) => {
    expect(titled(head, body)).toBe(TITLE);
  });

  it.each<readonly [string, string]>([
    ['&amp;quot;Snow&amp;quot; &amp;amp; clinics open here', '"Snow" & clinics open here'],
    ['Clinics&amp;#8217; long winter &amp;#x2014; a look', 'Clinics’ long winter — a look'],
    ['“Snow” and ‘ice’ at the clinics', '“Snow” and ‘ice’ at the clinics'],
    ['Clinics:   a   <b>look</b>', 'Clinics: a look'],
  ])('resolves what was escaped twice and keeps quotation marks: %s', (stated, title) => {
    expect(titled(og(stated.replaceAll('"', '&quot;')), '')).toBe(title);
  });
});
