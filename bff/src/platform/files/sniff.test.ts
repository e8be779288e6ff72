import { sniff } from './sniff'

/** A zip directory without contents: enough for telling what the zip would hold. */
function zip(...names: string[]): Buffer {
  const local = Buffer.from('PK\x03\x04'.padEnd(30, '\0'), 'latin1')
  const entries = names.map((name) => {
    const entry = Buffer.alloc(46)
    entry.write('PK\x01\x02', 'latin1')
    entry.writeUInt16LE(Buffer.byteLength(name), 28)
    return Buffer.concat([entry, Buffer.from(name)])
  })
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(names.length, 10)
  end.writeUInt32LE(local.length, 16)
  return Buffer.concat([local, ...entries, end])
}
const bytes = (latin1: string): Buffer => Buffer.from(latin1.padEnd(32, '\0'), 'latin1')
const workbook = ['[Content_Types].xml', 'xl/workbook.xml']

describe('types told from the first bytes', () => {
  it.each([
    ['jpeg', bytes('\xff\xd8\xff\xe0')],
    ['png', bytes('\x89PNG\r\n\x1a\n')],
    ['webp', bytes('RIFF\x10\0\0\0WEBPVP8 ')],
    ['pdf', bytes('%PDF-1.7')],
    ['mp4', bytes('\0\0\0\x20ftypisom')],
    ['m4a', bytes('\0\0\0\x20ftypM4A ')],
    ['m4a', bytes(`\0\0\0\x20ftypiso5${'\0'.repeat(8)}hdlr${'\0'.repeat(8)}soun`)],
    ['mp3', bytes('ID3\x04')],
    ['mp3', bytes('\xff\xfb\x90')],
    ['aac', bytes('\xff\xf1\x50')],
    ['webm', bytes('\x1a\x45\xdf\xa3....webm....A_OPUS')],
    ['mov', bytes('\0\0\0\x14ftypqt  ')],
    ['webm-film', bytes('\x1a\x45\xdf\xa3....webm....V_VP8 A_OPUS')],
    ['xlsx', zip(...workbook)],
  ])('%s is known', (type, content) => {
    expect(sniff(content)?.type).toBe(type)
  })

  it.each([
    ['an HTML page', bytes('<!doctype html><script>')],
    ['an SVG picture', bytes('<svg xmlns="http://www.w3.org/2000/svg">')],
    ['a film in a coding that browsers do not play', bytes('\x1a\x45\xdf\xa3....webm....V_MPEG4 A_OPUS')],
    ['a GIF', bytes('GIF89a')],
    ['a HEIC photo', bytes('\0\0\0\x20ftypheic')],
    ['a plain zip', zip('a.txt')],
    ['a Word document', zip('[Content_Types].xml', 'word/document.xml')],
    ['a workbook with macros', zip(...workbook, 'xl/vbaProject.bin')],
    ['a workbook cut in half', zip(...workbook).subarray(0, 60)],
    ['a PDF mark that is not at the beginning', bytes('junk %PDF-1.7')],
    ['three bytes', Buffer.from([0xff, 0xd8, 0xff])],
    ['nothing', Buffer.alloc(0)],
  ])('%s is refused', (_, content) => {
    expect(sniff(content)).toBeNull()
  })

  it('a directory that points outside the file is no workbook', () => {
    const broken = zip(...workbook)
    broken.writeUInt32LE(0xffff_fff0, broken.length - 6)
    expect(sniff(broken)).toBeNull()
  })
})
