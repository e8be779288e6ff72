import type { OfficialFigures } from '@linli/shared/polls/official.rules'
import type { OfficialView } from '@linli/shared/polls/official.schema'
import type { PollQuestion } from '@linli/shared/polls/polls.kinds'
import { dayOf, dayText } from '@linli/shared/time'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { InfoList } from '@/ui/info-list'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { weightText } from './poll-words'
import './polls.scss'

/** `参加 200 票；同意 120 票，反对 60 票`: what stood in a record. */
function figuresText(questions: readonly PollQuestion[], entered: readonly OfficialFigures[]): string {
  return entered
    .map(({ cast, options }, index) => {
      const texts = questions[index]?.options ?? []
      const each = options.map((option, at) => `${texts[at]?.text ?? ''} ${weightText(option)}`).join('，')
      const head = entered.length > 1 ? `第 ${index + 1} 题` : ''
      return `${head}参加 ${weightText(cast)}；${each}`
    })
    .join('。')
}

/** Who counted, under which number, who entered it, and what was corrected since: nothing of it is hidden. */
export function OfficialSource({
  official,
  questions,
}: {
  readonly official: OfficialView
  readonly questions: readonly PollQuestion[]
}) {
  const today = dayOf(new Date())
  const day = (iso: string) => dayText(dayOf(new Date(iso)), today)
  return (
    <>
      <Banner kind="info">由官方系统表决，结果由工作人员登记。票不在这里，所以不能在手机上重新计票</Banner>
      <SectionTitle title="结果从哪里来" />
      <Surface padded label="结果从哪里来">
        <InfoList
          facts={[
            { name: '系统', value: official.system },
            { name: '文号', value: official.reference },
            { name: '日期', value: dayText(official.decidedOn, today) },
            { name: '登记', value: `${official.byName || '社区工作人员'}，${day(official.at)}` },
          ]}
        />
      </Surface>
      {official.former.length > 0 && (
        <>
          <SectionTitle title="更正过" note={`${official.former.length} 次`} />
          <Surface padded label="更正过">
            {official.former.map((entry) => (
              <Box key={entry.correctedAt} className="poll-former">
                <Box className="poll-former__why">
                  {`${day(entry.correctedAt)}，${entry.correctedByName || '社区工作人员'}更正：${entry.reason}`}
                </Box>
                <Box className="poll-former__was">
                  {`原来登记的：${figuresText(questions, entry.questions)}。文号 ${entry.reference}`}
                </Box>
              </Box>
            ))}
          </Surface>
        </>
      )}
    </>
  )
}
