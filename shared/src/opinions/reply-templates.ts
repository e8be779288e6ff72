/** What a community answers often; a person changes it before it is sent. */
export interface ReplyTemplate {
  /** Few words to choose by: `已约时间`. */
  readonly title: string
  readonly text: string
}

export const templateLimits = { title: 20, text: 500, count: 30 } as const

/** What a new community starts with: who does what by when, and what the resident can do then. */
export const defaultTemplates: readonly ReplyTemplate[] = [
  { title: '已到现场看过', text: '我们到现场看过了，情况属实。____ 前由 ____ 处理，办好后再告诉您。' },
  { title: '已约好时间', text: '已和 ____ 约好，____ 上门处理，到时请家里留人。' },
  { title: '已经办好', text: '已经处理好了，请您看看。没有解决的话，可以在这里再办一次。' },
  { title: '要等配件', text: '配件已经订了，____ 到，到了马上换。这几天请您 ____。' },
  { title: '不归社区办', text: '这件事由 ____ 负责，我们已经转过去，您也可以打 ____ 问进展。' },
]
