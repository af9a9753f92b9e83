import mammoth from 'mammoth';
import { textBlocks } from './block-text.ts';
import { pageDom } from './page-dom.ts';

export type DocxResult =
  | { readonly kind: 'text'; readonly text: string; readonly title?: string }
  | { readonly kind: 'problem'; readonly reason: string };

/** Bytes that the archive may unfold to. */
const MOST_BYTES = 200_000_000;

/** The paragraphs, headings, lists and tables of a Word document; its first heading is the title. */
export async function readDocx(bytes: Uint8Array): Promise<DocxResult> {
  const size = unfoldedSize(bytes);
  if (size === undefined) return { kind: 'problem', reason: 'the .docx is damaged' };
  if (size > MOST_BYTES)
    return { kind: 'problem', reason: 'the .docx unfolds to more than 200 MB' };
  let html: string;
  try {
    const image = mammoth.images.imgElement(async () => ({ src: '' }));
    const result = await mammoth.convertToHtml(
      { buffer: Buffer.from(bytes) },
      { convertImage: image, externalFileAccess: false },
    );
    html = result.value;
  } catch {
    return { kind: 'problem', reason: 'the .docx is damaged, or is another kind of archive' };
  }
  const { body } = pageDom(html);
  const blocks = body === null ? [] : textBlocks(body);
  if (blocks.length === 0) return { kind: 'problem', reason: 'the .docx has no text' };
  const heading = blocks.find((block) => /^h[12]$/i.test(block.element.tagName));
  return {
    kind: 'text',
    text: blocks.map((block) => block.text).join('\n\n'),
    ...(heading === undefined ? {} : { title: heading.text }),
  };
}

/** Sum of the sizes that the archive's directory states; undefined when there is no directory. */
function unfoldedSize(bytes: Uint8Array): number | undefined {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = data.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end === -1 || end + 20 > data.length) return undefined;
  let at = data.readUInt32LE(end + 16);
  let size = 0;
  for (let entry = data.readUInt16LE(end + 10); entry > 0; entry -= 1) {
    if (at + 46 > data.length || data.readUInt32LE(at) !== 0x02014b50) return undefined;
    size += data.readUInt32LE(at + 24);
    at += 46 + data.readUInt16LE(at + 28) + data.readUInt16LE(at + 30) + data.readUInt16LE(at + 32);
  }
  return size;
}
