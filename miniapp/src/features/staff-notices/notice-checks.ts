import type { NoticeForm } from './notice-form'

export interface NoticeCheck {
  readonly key: string
  /** `stop` must be mended before publishing; `warn` is worth a look; `fine` is in order. */
  readonly state: 'fine' | 'warn' | 'stop'
  readonly text: string
}

// Without a look behind: phones before iOS 16.4 cannot read one, and would not open the editor at all.
const idNumber = /(?:^|\D)\d{17}[\dXx](?!\d)/
const mobile = /(?:^|\D)1[3-9]\d{9}(?!\d)/
const plain = (html: string) => html.replace(/<[^>]*>/g, ' ')

interface CheckInput {
  readonly form: NoticeForm
  /** Households the audience addresses; undefined until counted. */
  readonly households: number | undefined
  /** Attachments and cover: still on their way, or not arrived at all. */
  readonly files: { readonly busy: boolean; readonly failed: number }
  readonly now: Date
}

/** What is looked at before a notice goes out. Each line says what was found; nothing is claimed that was not looked at. */
export function checkNotice({ form, households, files, now }: CheckInput): readonly NoticeCheck[] {
  const words = `${form.title} ${form.summary} ${plain(form.html)}`
  const named = form.facts.filter(({ value }) => value.trim() !== '').map(({ label }) => label)
  const missing = ['时间', '范围', '联系人'].filter((label) => !named.includes(label))
  const check = (key: string, state: NoticeCheck['state'], text: string): NoticeCheck => ({
    key,
    state,
    text,
  })
  return [
    form.title.trim().length < 2
      ? check('title', 'stop', '还没有写标题')
      : check('title', 'fine', '标题写了'),
    plain(form.html).trim() === ''
      ? check('text', 'stop', '还没有写正文')
      : check('text', 'fine', '正文写了'),
    idNumber.test(words)
      ? check('id-number', 'stop', '文字里像有身份证号，请删掉')
      : check('id-number', 'fine', '文字里没有身份证号'),
    mobile.test(words)
      ? check('mobile', 'warn', '文字里有手机号，联系电话请写在要点里，居民点一下就能打')
      : check('mobile', 'fine', '文字里没有手机号'),
    missing.length === 0
      ? check('facts', 'fine', '时间、范围、联系人都写了')
      : check('facts', 'warn', `要点里没有${missing.join('、')}`),
    form.audience.nodeIds.length === 0
      ? check('audience', 'stop', '还没有选发给谁')
      : households === undefined
        ? check('audience', 'warn', '还没有数出发给多少户')
        : households === 0
          ? check('audience', 'stop', '这个范围里没有住户')
          : check('audience', 'fine', `范围里有 ${households} 户`),
    ...(files.busy ? [check('uploading', 'stop', '附件还在上传，传完才能发布')] : []),
    ...(files.failed > 0 ? [check('not-uploaded', 'stop', '有附件没传上去，请重传或者去掉')] : []),
    ...(form.category === 'disclosure' && form.disclosureClass === null
      ? [check('disclosure', 'stop', '居务公开要选公开类别')]
      : []),
    ...(form.category === 'disclosure' && form.audience.visibility !== 'public'
      ? [check('public', 'stop', '居务公开要对所有人公开')]
      : []),
    ...(form.expiresAt !== null && new Date(form.expiresAt) <= now
      ? [check('expiry', 'stop', '到期时间已经过去')]
      : []),
  ]
}

export const mayPublish = (checks: readonly NoticeCheck[]): boolean =>
  checks.every(({ state }) => state !== 'stop')
