import type { DeskLineView } from '@linli/shared/polls/poll-papers.schema'
import type { PollDeskView } from '@linli/shared/polls/poll-desk.schema'
import type { PollView } from '@linli/shared/polls/polls.schema'
import { useState } from 'react'
import { AnswerFields } from '@/features/polls/answer-fields'
import { blankAnswer, choicesOf, faultsOf } from '@/features/polls/answers'
import { answerText } from '@/features/polls/poll-words'
import { ApiError } from '@/platform/api-error'
import { sentenceOf } from '@/platform/error-words'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { SectionTitle } from '@/ui/section-title'
import { SegmentedControl } from '@/ui/segmented-control'
import { Surface } from '@/ui/surface'
import { showToast } from '@/ui/toast'
import { DeskRoll } from './desk-roll'
import { usePaper } from './queries'
import './staff-polls.scss'

/** Where two have read differently, question by question: what each of them has entered. */
function differencesOf(
  error: Error | null,
  { questions }: PollView,
  own: readonly string[],
): readonly string[] {
  if (!(error instanceof ApiError) || error.code !== 'paper_differs') return []
  const { other } = error.details
  const theirs = Array.isArray(other) ? other.map(String) : []
  return questions.flatMap((question, index) => {
    const [mine = '', seen = ''] = [own[index], theirs[index]]
    if (mine === seen) return []
    const words = `您录的是“${answerText(question, mine)}”，同事录的是“${answerText(question, seen)}”`
    return [questions.length > 1 ? `第 ${index + 1} 题：${words}` : words]
  })
}

/** Why a reading was not taken, for whoever holds the paper. */
function refusalOf(error: Error): string {
  if (error instanceof ApiError && error.code === 'paper_differs')
    return '和另一位同事录的不一样，两份都留着。请拿出纸票一起看，看错的一位再录一遍，或者请第三个人录'
  if (error instanceof ApiError && error.code === 'conflict')
    return '这张票您已经录过一遍，第二遍要请另一位同事录'
  return sentenceOf(error)
}

function PaperForm({
  poll,
  shared,
  line,
  onDone,
}: {
  readonly poll: PollDeskView
  readonly shared: PollView
  readonly line: DeskLineView
  readonly onDone: (words: string) => void
}) {
  const paper = usePaper(poll.id)
  const [answers, setAnswers] = useState(() => shared.questions.map(blankAnswer))
  const [channel, setChannel] = useState<'paper' | 'doorstep'>('paper')
  const [tried, setTried] = useState(false)
  const faults = faultsOf(shared.questions, answers)
  const choices = choicesOf(shared.questions, answers)
  const save = () => {
    setTried(true)
    if (faults.some((fault) => fault !== undefined)) return
    paper.mutate(
      { rowId: line.rowId, answers: choices, channel },
      {
        onSuccess: ({ state }) =>
          onDone(
            state === 'recorded'
              ? `第 ${line.serial} 号两个人录的一样，已计入`
              : `第 ${line.serial} 号录了第一遍，请另一位同事再录一遍`,
          ),
      },
    )
  }
  return (
    <>
      <SectionTitle title={`第 ${line.serial} 号`} note={line.label} />
      {paper.error && <Banner kind="alert">{refusalOf(paper.error)}</Banner>}
      {differencesOf(paper.error, shared, paper.variables?.answers ?? []).map((words) => (
        <Banner key={words} kind="wait">
          {words}
        </Banner>
      ))}
      <Surface padded label="纸票">
        <SegmentedControl
          label="怎么来的"
          segments={[
            { value: 'paper', label: '到社区交的' },
            { value: 'doorstep', label: '上门收的' },
          ]}
          value={channel}
          onChange={(value) => setChannel(value === 'doorstep' ? 'doorstep' : 'paper')}
        />
      </Surface>
      {shared.questions.map((question, index) => {
        const answer = answers[index]
        return answer === undefined ? null : (
          <AnswerFields
            key={question.id}
            id={`paper-${index}`}
            question={question}
            number={shared.questions.length > 1 ? `第 ${index + 1} 题` : undefined}
            answer={answer}
            fault={tried ? faults[index] : undefined}
            onChange={(next) => setAnswers((known) => known.map((one, at) => (at === index ? next : one)))}
          />
        )
      })}
      <Box className="polldesk-acts">
        <Button busy={paper.isPending && '正在保存'} onTap={save}>
          保存这张票
        </Button>
      </Box>
    </>
  )
}

/** A paper of a named poll: row first, then what is on it; it counts once two have read the same. */
export function NamedPaper({ poll, shared }: { readonly poll: PollDeskView; readonly shared: PollView }) {
  const [line, setLine] = useState<DeskLineView>()
  const [said, setSaid] = useState<string>()
  return (
    <>
      <Banner kind="info">每张纸票由两个人各录一遍，互相看不到。两遍一样才计入，录完本人会收到消息</Banner>
      {said !== undefined && <Banner kind="info">{said}</Banner>}
      {line && (
        <PaperForm
          key={line.rowId}
          poll={poll}
          shared={shared}
          line={line}
          onDone={(words) => {
            setSaid(words)
            setLine(undefined)
            showToast('已保存')
          }}
        />
      )}
      <DeskRoll
        poll={poll}
        picked={line?.rowId}
        onPick={(next) => {
          setSaid(undefined)
          setLine(next)
        }}
      />
    </>
  )
}
