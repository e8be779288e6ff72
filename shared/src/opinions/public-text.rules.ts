/** What must not stand on a page that everybody reads: it leads to a person or to a door. */
export const privateMarkKinds = ['number', 'door', 'plate', 'contact'] as const
export type PrivateMarkKind = (typeof privateMarkKinds)[number]

export interface PrivateMark {
  readonly kind: PrivateMarkKind
  /** As it stands in the text. */
  readonly text: string
  readonly at: number
}

/** What each kind is called in a sentence. */
export const privateMarkLabel: Record<PrivateMarkKind, string> = {
  number: '电话或证件号码',
  door: '门牌号',
  plate: '车牌号',
  contact: '微信号或邮箱',
}

/** What stands in its place, so that the sentence can still be read, aloud as well. */
const hidden: Record<PrivateMarkKind, string> = {
  number: '（号码已隐去）',
  door: '（门牌已隐去）',
  plate: '（车牌已隐去）',
  contact: '（联系方式已隐去）',
}

const digit = '[0-9０-９]'
/** Also `五零一` and `十二`. */
const numeral = '[0-9０-９〇零一二三四五六七八九十]'
/** Which stairs: names a door together with what follows, and is nobody's secret alone. */
const stairs = `${numeral}{1,3}\\s*单元[的，,]?\\s*`
/** A number of a door: not the beginning of `501 元`. */
const doorNumber = `(?:${digit}{3,4}(?!${digit})|[〇零一二三四五六七八九]{3,4}(?!${numeral}))(?!\\s*[多余年元米天度路号户个家盏])`

/**
 * One way a mark may be written, tried at one place after another. What has to stand before it is looked at apart, in
 * the two characters before: phones below iOS 16.4 do not read a pattern that looks back, nor the page it stands in.
 */
interface Way {
  readonly kind: PrivateMarkKind
  /** Sticky: only right where it is asked. */
  readonly body: RegExp
  readonly before: RegExp
}
const way = (kind: PrivateMarkKind, source: string, before = /$/u): Way => ({
  ...{ kind, before },
  body: new RegExp(source, 'uy'),
})
const notAfterDigit = new RegExp(`(?:^|[^0-9０-９])$`, 'u')
const notAfterNumeral = new RegExp(`(?:^|[^${numeral.slice(1)})$`, 'u')
const afterHouse = /(?:栋|幢|号楼)$/u

const ways: readonly Way[] = [
  // Mobile phones, ID cards of 18 and 15 digits, bank cards, landlines with their area code.
  way(
    'number',
    '(?:1[3-9]\\d[ -]?\\d{4}[ -]?\\d{4}|\\d{17}[\\dXx]|\\d{15}|\\d{16,19}|0\\d{2,3}[ -]\\d{7,8})(?![\\d０-９])',
    notAfterDigit,
  ),
  // `3-2-501`, `501 室`, `2 单元 501`, `3 栋 501`, `2 单元 5 楼东户`: the building may be said; the door may not, nor the
  // stairs that lead to it.
  way('door', `${digit}{1,3}\\s*[-－—]\\s*${digit}{1,2}\\s*[-－—]\\s*${digit}{2,4}`, notAfterDigit),
  way('door', `(?:${stairs})?${numeral}{2,5}\\s*(?:室|号房)`, notAfterNumeral),
  way(
    'door',
    `(?:${stairs})?${numeral}{1,3}\\s*[楼层]\\s*[东西南北中左右]边?(?:户|那户|那家|的住户)`,
    notAfterNumeral,
  ),
  way('door', `${stairs}${doorNumber}`, notAfterNumeral),
  way('door', `\\s*${doorNumber}`, afterHouse),
  // Region, letter, five or six letters and digits (GA 36-2018).
  way(
    'plate',
    '[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·\\s]?[A-HJ-NP-Z0-9]{5,6}(?![A-Z0-9])',
  ),
  way(
    'contact',
    '[\\w.+-]+@[\\w-]+\\.[\\w.]+|(?:微信号?|VX|vx|QQ|qq)\\s*[:：是]?\\s*[A-Za-z0-9][\\w-]{4,19}',
  ),
]

/** All marks of one kind, in the order of the text, none within another; as long as they were written. */
function found(kind: PrivateMarkKind, text: string): PrivateMark[] {
  const own = ways.filter((one) => one.kind === kind)
  const marks: PrivateMark[] = []
  for (let at = 0; at < text.length;) {
    const before = text.slice(Math.max(0, at - 2), at)
    const [mark] = own.flatMap((one) => {
      if (!one.before.test(before)) return []
      one.body.lastIndex = at
      return one.body.exec(text)?.[0] ?? []
    })
    if (mark !== undefined) marks.push({ kind, text: mark, at })
    at += mark?.length ?? 1
  }
  return marks
}

/** What in a text leads to a person or a door, in the order of the text. */
export function privateMarksIn(text: string): PrivateMark[] {
  const marks = privateMarkKinds.flatMap((kind) => found(kind, text))
  return marks.map((mark) => ({ ...mark, text: mark.text.trim() })).toSorted((a, b) => a.at - b.at)
}

/** The gaps around a hidden place, and places of one kind that only stand beside each other: `3-1-101 到 3-2-502`. */
const runs = privateMarkKinds.map(
  (kind) =>
    [
      hidden[kind],
      new RegExp(
        `[ \u3000]*${hidden[kind]}(?:[ \u3000到至和与或及、，,~～—-]*${hidden[kind]})*[ \u3000]*`,
        'gu',
      ),
    ] as const,
)

/** The text with every mark of one kind replaced. */
function blotting(text: string, kind: PrivateMarkKind): string {
  let [kept, from] = ['', 0]
  for (const mark of found(kind, text)) {
    kept += text.slice(from, mark.at) + hidden[kind]
    from = mark.at + mark.text.length
  }
  return kept + text.slice(from)
}

/** The same text with all of that hidden: `3 号楼（门牌已隐去）漏水`. A text without any stays as it is. */
export function withoutPrivateMarks(text: string): string {
  const blotted = privateMarkKinds.reduce(blotting, text)
  return blotted === text ? text : runs.reduce((rest, [word, run]) => rest.replace(run, word), blotted)
}

/** `公开的文字里有门牌号“3-2-501”，请先去掉`; null when there is nothing of the kind. */
export function privateMarksSentence(text: string): string | null {
  const marks = privateMarksIn(text)
  if (marks.length === 0) return null
  const named = marks.map((mark) => `${privateMarkLabel[mark.kind]}“${mark.text}”`)
  return `公开的文字里有${[...new Set(named)].slice(0, 3).join('、')}，请先去掉`
}
