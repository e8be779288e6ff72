import type { Deps } from '../../deps'
import type { Actor } from '../../platform/actor'
import { demoUpload } from './demo-upload'

/** A printed form: its name, what is filled in, and what the person declares by signing. */
interface Form {
  readonly title: string
  readonly fields: readonly string[]
  readonly declares: string
}

/** Forms of the demo community, by the item whose guide they stand in. */
const forms: Readonly<Record<string, Form>> = {
  'home-adaptation': {
    title: '居家适老化改造申请表',
    fields: [
      '老人姓名',
      '出生日期',
      '住址（楼、单元、室）',
      '联系电话',
      '想改的地方',
      '房屋是谁的',
      '代办人和关系',
    ],
    declares: '以上内容是真实的，同意工作人员上门看一看',
  },
  'dog-licence': {
    title: '养犬登记申请表',
    fields: ['养犬人姓名', '住址（楼、单元、室）', '联系电话', '犬的品种和毛色', '出生年月', '免疫证号码'],
    declares: '以上内容是真实的，遵守养犬的规定，出门牵绳',
  },
}

/** A4 in points, and how the sheet is laid out on it. */
const PAGE = { width: 595, height: 842, left: 72, right: 523 } as const
const LINE = 44

/** Words as the Chinese font of every reader takes them: UTF-16, in hexadecimal. */
const words = (text: string, size: number, x: number, y: number): string =>
  `BT /F1 ${size} Tf ${x} ${y} Td <${Buffer.from(text, 'utf16le').swap16().toString('hex')}> Tj ET`
const rule = (x: number, y: number): string => `${x} ${y} m ${PAGE.right} ${y} l S`

function drawn({ title, fields, declares }: Form): string {
  const top = PAGE.height - 96
  const rows = fields.flatMap((field, index) => {
    const y = top - (index + 1) * LINE
    return [words(field, 13, PAGE.left, y), rule(PAGE.left + 170, y - 4)]
  })
  const foot = top - (fields.length + 2) * LINE
  return [
    words(title, 22, PAGE.left, top),
    ...rows,
    words(declares, 12, PAGE.left, foot),
    words('签名', 13, PAGE.left, foot - LINE),
    rule(PAGE.left + 50, foot - LINE - 4),
    words('日期', 13, PAGE.left, foot - 2 * LINE),
    rule(PAGE.left + 50, foot - 2 * LINE - 4),
    words('演示用的表格。请带上原件到窗口，工作人员会帮您核对', 10, PAGE.left, 72),
  ].join('\n')
}

/** The form as a PDF of one page: nothing but what a printer needs, with the reader's own Chinese font. */
export function formPdf(form: Form): Buffer {
  const content = drawn(form)
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${PAGE.width} ${PAGE.height}] /Resources << /Font << /F1 4 0 R >> >> /Contents 7 0 R >>`,
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [5 0 R] >>',
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 6 0 R >>',
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
  ]
  let file = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const at = file.length
    file += `${index + 1} 0 obj\n${object}\nendobj\n`
    return at
  })
  const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  return Buffer.from(
    `${file}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`,
    'latin1',
  )
}

/** Stores the forms of an item on the way of any upload, for the guide to claim; none for an item without. */
export async function demoFormIds(
  deps: Pick<Deps, 'services'>,
  actor: Actor,
  code: string,
): Promise<string[]> {
  const form = forms[code]
  if (!form) return []
  const name = `${form.title}.pdf`
  return [await demoUpload(deps, actor, { purpose: 'service_form', name, bytes: formPdf(form) })]
}
