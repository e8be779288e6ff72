import {
  opinionMachine,
  opinionStatuses,
  opinionStatusLabel,
  staffStatusLabel,
  type OpinionEvent,
} from '@linli/shared/opinions/opinions.machine'

/** What an event is called in the picture; the word a member of staff or a resident would use. */
const eventWord: Record<OpinionEvent, string> = {
  accept: '受理',
  dispatch: '派单',
  reject: '不受理',
  request_info: '请居民补充',
  request_more: '请居民补充',
  withdraw: '居民撤回',
  merge: '合并',
  supplement: '居民补充',
  start: '开始办理',
  hold: '等一等',
  resume: '接着办',
  refer: '报街道裁定',
  adjudicate: '街道裁定',
  sign: '签收',
  take: '收回自办',
  hand_back: '退回',
  hand_back_again: '再次退回',
  reply: '答复',
  rate: '评价',
  reopen: '再办一次',
  lapse: '到期未评价',
}

/** docs/cases.md: the way of a case, drawn from the table the server itself follows. */
export function casePage(): string {
  const edges = opinionStatuses.flatMap((status) => {
    const targets = new Map<string, string[]>()
    for (const [event, target] of Object.entries(opinionMachine[status]) as [OpinionEvent, string][])
      targets.set(target, [...(targets.get(target) ?? []), eventWord[event]])
    return [...targets].map(
      ([target, words]) => `  ${status} --> ${target}: ${[...new Set(words)].join('、')}`,
    )
  })
  const names = opinionStatuses.map((status) => `  ${status}: ${staffStatusLabel[status]}`)
  const words = opinionStatuses.map(
    (status) => `| \`${status}\` | ${staffStatusLabel[status]} | ${opinionStatusLabel[status]} |`,
  )
  return [
    '# The way of a case',
    '',
    'Drawn from `shared/src/opinions/opinions.machine.ts` by `npm run permissions`; do not edit by hand.',
    '',
    '```mermaid',
    'stateDiagram-v2',
    ...names,
    '  [*] --> submitted: 提交',
    ...edges,
    '```',
    '',
    '| status | staff read | the resident reads |',
    '| --- | --- | --- |',
    ...words,
    '',
    '- Handing back does not stop the clock. From the second time on, and from the office itself, the street decides;',
    '  what it decides is not handed back again.',
    '- Waiting stops the clock for the resident, a vote of the owners and the season, not for another unit.',
    '- Follow-up questions after the answer, internal notes, reports of helpers, more time and callbacks leave the status',
    '  alone.',
    '- Whoever is given a case signs for it within hours of the office; the promise to the resident runs on beside it.',
    '- A warning comes the morning of the last working day before the due day, when it is due, on the next working day',
    '  (head of the community) and on the third (street); never between 21:00 and 8:00 unless it is urgent.',
    '',
    'The figures are what a community starts with; each can be decided for a community of its own. A category may decide',
    'for itself whether the day of acceptance counts, whether waiting stops its clock, how early it warns, how much longer',
    'it may take and how often a case is taken up again (类别和时限).',
    '',
  ].join('\n')
}
