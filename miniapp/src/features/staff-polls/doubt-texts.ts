import type { NotMeView } from '@linli/shared/polls/poll-doubts.schema'
import type { PollDeskView } from '@linli/shared/polls/poll-desk.schema'
import { saidAt } from '@/features/polls/said-item'

type Cast = NonNullable<NotMeView['cast']>

const ways: Readonly<Record<Cast['via'], string>> = {
  phone: '用手机投的',
  paper: '到社区交的纸票',
  doorstep: '上门收的纸票',
  proxy: '受委托的人投的',
  desk: '在社区领的纸票',
}
const doers: Readonly<Record<Cast['via'], string>> = {
  phone: '投票的手机',
  paper: '录入',
  doorstep: '录入',
  proxy: '代投',
  desk: '发票',
}

/** Said to whoever may not answer. */
export const whoAnswers: Readonly<Record<NotMeView['answerer'], string>> = {
  desk: '要由没有经手这张票的工作人员来答复',
  supervisor: '这里的工作人员都经手过这张票，由居务监督来答复',
  street: '社区里能答复的人都经手过这张票，由街道来答复',
}

/** What is said, and what the roll knows of the ballot: its way, its time and who entered it, never what was chosen. */
export function doubtTexts({ voted, cast }: Pick<NotMeView, 'voted' | 'cast'>): string[] {
  if (!voted) return ['没有投票记录，本人说投过']
  const said = '记录是投了，本人说不是自己投的'
  if (cast === null) return [said]
  const when = cast.at === null ? '' : `，${saidAt(cast.at)}`
  const by = cast.by.length === 0 ? '' : `，${doers[cast.via]}：${cast.by.join('、')}`
  return [said, `名册记着：${ways[cast.via]}${when}${by}`]
}

/** What follows when the record is found to be wrong, and what cannot follow any more. */
export function effectText(
  { abilities }: Pick<NotMeView, 'abilities'>,
  {
    draft,
    phase,
  }: Pick<PollDeskView, 'phase'> & { readonly draft: { readonly setup: { readonly secrecy: string } } },
): string {
  if (abilities.annuls) return '这一票作废，本人可以在截止前重新投'
  if (phase === 'open') return '本人已经重新投过，以本人投的为准'
  return draft.setup.secrecy === 'secret'
    ? '不记名的票找不出是哪一张，票数不能改；结果会公布，由居务监督决定签不签认'
    : '已经截止，票数不能改；结果会公布，由居务监督决定签不签认'
}
