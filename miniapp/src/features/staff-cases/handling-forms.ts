import { extensionText } from '@linli/shared/opinions/opinions.catalogue'
import type { StaffOpinionView } from '@linli/shared/opinions/workbench.schema'
import {
  handBackReasonCodes,
  handBackReasons,
  holdReasonCodes,
  holdReasons,
} from '@linli/shared/opinions/parties'
import type { Option } from '@/ui/option-group'
import type { CaseAct } from './queries'

export type FormName =
  | 'handBack'
  | 'refer'
  | 'hold'
  | 'askExtension'
  | 'decideExtension'
  | 'helpDone'
  | 'callback'
  | 'mark'
  | 'setUrgent'

/** One act on a case as a sheet asks for it: a choice, some words, or both. */
export interface ReasonForm {
  /** Names the draft: `handBack:opn_…`. */
  readonly draft: string
  readonly title: string
  readonly send: string
  readonly danger?: boolean
  /** One of these has to be chosen; absent where the words are all. */
  readonly options?: readonly Option[]
  readonly text: { readonly label: string; readonly name: string; readonly max: number }
  /** Whether words are needed beside this choice. */
  readonly wordsNeeded: (chosen: string) => boolean
  readonly act: (chosen: string, text: string, attempt: (body: TextBody) => Sent) => CaseAct
  /** What the page says when it is done. */
  readonly done: string
  /** After this the case may be somebody else's to see. */
  readonly leaves?: boolean
}

interface TextBody {
  readonly version: number
  readonly text: string
}
interface Sent {
  readonly body: TextBody
  readonly idempotencyKey: string
}

const always = () => true
const EXTENSION_DAYS = ['1', '2', '3', '5', '10']

/** What a callback hears, in one tap. */
const heard = [
  { value: 'yes-5', title: '解决了，满意', solved: 'yes', score: 5 },
  { value: 'yes-3', title: '解决了，基本满意', solved: 'yes', score: 3 },
  { value: 'partly-3', title: '解决了一部分，基本满意', solved: 'partly', score: 3 },
  { value: 'partly-2', title: '解决了一部分，不满意', solved: 'partly', score: 2 },
  { value: 'no-1', title: '没有解决，不满意', solved: 'no', score: 1 },
  { value: 'none', title: '没有联系上', solved: undefined, score: undefined },
] as const

/** The form of an act; which acts there are now is the server's word. */
export function formOf(name: FormName, item: StaffOpinionView): ReasonForm {
  const { id, version, extension } = item
  const { unit } = item.category
  const draft = `${name}:${id}`
  switch (name) {
    case 'handBack':
      return {
        ...{ draft, title: '为什么退回', send: '退回', danger: true, leaves: true },
        options: handBackReasonCodes.map((code) => ({
          value: code,
          title: handBackReasons[code].label,
          detail: handBackReasons[code].detail,
        })),
        text: { label: '说明', name: 'text', max: 200 },
        // What is not on the list needs no words: one tap (product §2.2).
        wordsNeeded: (chosen) => chosen !== 'outside_list',
        act: (chosen, text) => {
          const reason = handBackReasonCodes.find((code) => code === chosen) ?? 'outside_list'
          return { event: 'handBack', version, reason, text }
        },
        done: '已退回，期限照常计算',
      }
    case 'hold':
      return {
        ...{ draft, title: '现在等什么', send: '先等一等' },
        options: holdReasonCodes.map((code) => ({
          value: code,
          title: holdReasons[code].label,
          detail: holdReasons[code].pauses && item.category.pauses ? '期间不计时' : '期限照常计算',
        })),
        text: { label: '告诉居民等什么、等到什么时候', name: 'note', max: 200 },
        wordsNeeded: always,
        act: (chosen, note) => ({
          ...{ event: 'hold', version, note },
          for: holdReasonCodes.find((code) => code === chosen) ?? 'unit',
        }),
        done: '已告诉居民在等什么',
      }
    case 'refer':
      return {
        ...{ draft, title: '请街道裁定由谁办', send: '报街道' },
        text: { label: '说明情况：谁说不归谁办', name: 'text', max: 200 },
        wordsNeeded: always,
        act: (_, text) => ({ event: 'refer', version, text }),
        done: '已报街道，期限照常计算',
      }
    case 'askExtension':
      return {
        ...{ draft, title: '申请延长多久', send: '申请' },
        options: EXTENSION_DAYS.map((days) => ({
          value: days,
          title: extensionText({ days: Number(days), unit }),
        })),
        text: { label: '为什么要延长，会告诉审批的人', name: 'reason', max: 200 },
        wordsNeeded: always,
        act: (days, reason) => ({ event: 'askExtension', version, days: Number(days), reason }),
        done: '已申请，同意前期限不变',
      }
    case 'decideExtension':
      return {
        ...{
          draft,
          title: extension
            ? `${extension.by}申请延长 ${extensionText({ days: extension.days, unit })}`
            : '审批延期',
        },
        send: '决定',
        options: [
          { value: 'grant', title: '同意', detail: '期限往后推，居民会知道' },
          { value: 'refuse', title: '不同意', detail: '期限不变' },
        ],
        text: { label: '说明', name: 'text', max: 200 },
        wordsNeeded: (chosen) => chosen === 'refuse',
        act: (chosen, text) => ({ event: 'decideExtension', version, grant: chosen === 'grant', text }),
        done: '已决定',
      }
    case 'callback':
      return {
        ...{ draft, title: '回访，居民怎么说', send: '记下回访' },
        options: heard.map(({ value, title }) => ({ value, title })),
        text: { label: '居民的话，或者为什么没有联系上', name: 'text', max: 200 },
        wordsNeeded: (chosen) => chosen === 'none',
        act: (chosen, text) => {
          const { solved, score } = heard.find(({ value }) => value === chosen) ?? {}
          return solved === undefined
            ? { event: 'callback', version, reached: false, text }
            : { event: 'callback', version, reached: true, solved, score, text }
        },
        done: '回访已记下',
      }
    case 'mark':
      return {
        ...{ draft, title: '这件怎么统计', send: '确定' },
        options: [
          { value: 'none', title: '照常统计' },
          { value: 'beyond', title: '超出职责', detail: '不计入三率，记下是谁定的' },
          { value: 'malicious', title: '恶意反映', detail: '不计入三率，记下是谁定的' },
          { value: 'person', title: '对人的投诉', detail: '另外统计，不算在哪个单位或网格头上' },
        ],
        text: { label: '理由', name: 'reason', max: 200 },
        wordsNeeded: always,
        act: (chosen, reason) => ({
          ...{ event: 'mark', version, reason, aboutPerson: chosen === 'person' },
          excluded: chosen === 'beyond' || chosen === 'malicious' ? chosen : null,
        }),
        done: '已改统计口径',
      }
    case 'setUrgent': {
      const urgent = !item.category.urgent
      return {
        ...{ draft, title: urgent ? '标为紧急' : '不再按紧急办', send: '确定' },
        text: { label: '为什么', name: 'reason', max: 200 },
        wordsNeeded: always,
        act: (_, reason) => ({ event: 'setUrgent', version, urgent, reason }),
        done: urgent ? '已排到最前面' : '已放回原来的次序',
      }
    }
    case 'helpDone':
      return {
        ...{ draft, title: '协办办完了', send: '办完了' },
        text: { label: '做了什么，主办会看到', name: 'text', max: 500 },
        wordsNeeded: always,
        act: (_, text, attempt) => ({ event: 'helpDone', ...attempt({ version, text }) }),
        done: '已告诉主办',
      }
  }
}
