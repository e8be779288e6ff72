import { MINIMUM_CELL } from '@linli/shared/polls/polls.kinds'
import type { DeskLineView } from '@linli/shared/polls/poll-papers.schema'
import type { PollDeskView } from '@linli/shared/polls/poll-desk.schema'
import type { PollView } from '@linli/shared/polls/polls.schema'
import { useState } from 'react'
import { AnswerFields } from '@/features/polls/answer-fields'
import { blankAnswer, choicesOf, faultsOf, type Answer } from '@/features/polls/answers'
import { answerText } from '@/features/polls/poll-words'
import { ActSheet } from '@/features/staff-people/act-sheet'
import { ApiError } from '@/platform/api-error'
import { sentenceOf } from '@/platform/error-words'
import { forgetEnd } from '@/platform/forget-end'
import { sendForm } from '@/platform/send-form'
import { useAttempt } from '@/platform/use-attempt'
import { useDraft } from '@/platform/use-draft'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { CheckLine } from '@/ui/check-line'
import { EmptyState } from '@/ui/empty-state'
import { SectionTitle } from '@/ui/section-title'
import { Sheet } from '@/ui/sheet'
import { Surface } from '@/ui/surface'
import { TextField } from '@/ui/text-field'
import { DeskRoll } from './desk-roll'
import { PaperSheets } from './paper-sheets'
import { useBatch, useMark } from './queries'
import './staff-polls.scss'

/** While voting is open: a row is marked as the paper is handed out. Looking whether it has voted is that act, and is kept. */
function MarkRows({ poll }: { readonly poll: PollDeskView }) {
  const mark = useMark(poll.id)
  const [line, setLine] = useState<DeskLineView>()
  // By row: an answer that was lost is asked for again and says the same, not that the row has voted.
  const attempt = useAttempt(`mark:${line?.rowId ?? poll.id}`)
  const [said, setSaid] = useState<{ readonly serial: number; readonly fine: boolean }>()
  return (
    <>
      <Banner kind="info">
        先找到名册上这一行，核对证件，再发纸票。票面朝下，由本人抽，不记谁拿了几号。每看一次都会留下记录
      </Banner>
      <DeskRoll
        poll={poll}
        picked={line?.rowId}
        onPick={(next) => {
          forgetEnd(mark)
          setLine(next)
        }}
      />
      <ActSheet
        open={line !== undefined}
        title={`给第 ${line?.serial ?? ''} 号发纸票吗`}
        act="发纸票"
        busy={mark.isPending && '正在登记'}
        error={mark.error}
        onAct={() =>
          line &&
          sendForm(mark, attempt.begin({ rowId: line.rowId }), {
            attempt,
            onSuccess: ({ marked }) => {
              setSaid({ serial: line.serial, fine: marked })
              setLine(undefined)
            },
          })
        }
        onClose={() => setLine(undefined)}
      >
        {`${line?.label ?? ''}。发出以后这一行就不能在手机上投了，不能撤回。`}
      </ActSheet>
      {/* Over the list: at the head of the page nobody would see it who has picked a row far down. */}
      <Sheet
        open={said !== undefined}
        title={
          said?.fine === false ? `第 ${said.serial} 号不能发纸票` : `第 ${said?.serial ?? ''} 号可以发纸票`
        }
        onClose={() => setSaid(undefined)}
        acts={<Button onTap={() => setSaid(undefined)}>知道了</Button>}
      >
        {said?.fine === false ? '这一行已经投过，或者已经领过纸票' : '请让本人从混好的票里自己抽一张'}
      </Sheet>
    </>
  )
}

interface ReadPaper {
  readonly serial: number
  /** Null for a paper that is no valid ballot. */
  readonly answers: readonly string[] | null
}
interface Batch {
  readonly papers: readonly ReadPaper[]
}
const noPapers: Batch = { papers: [] }

/** Numbers that cannot be entered, from a refused batch; nothing of it was. */
function refusedOf(error: Error | null): readonly number[] {
  if (!(error instanceof ApiError) || error.code !== 'papers_refused') return []
  const { serials } = error.details
  return Array.isArray(serials) ? serials.map(Number) : []
}

/** After closing, mixed: number by number, and sent in batches that are not small enough to tell anybody. */
function EnterBatch({ poll, shared }: { readonly poll: PollDeskView; readonly shared: PollView }) {
  const batch = useBatch(poll.id)
  // A call that comes in must not cost whoever enters them thirty papers.
  const kept = useDraft<Batch>(`batch:${poll.id}`, noPapers)
  const { papers } = kept.value
  const [serial, setSerial] = useState('')
  const [answers, setAnswers] = useState<readonly Answer[]>(() => shared.questions.map(blankAnswer))
  const [isSpoiled, setSpoiled] = useState(false)
  const [tried, setTried] = useState(false)
  const marked = poll.closing?.marked ?? 0
  const entered = poll.closing?.entered ?? 0
  const number = Number(serial)
  const serialFault =
    !Number.isInteger(number) || number < 1
      ? '请填票背面的编号'
      : papers.some((paper) => paper.serial === number)
        ? '这一张已经在这一批里'
        : undefined
  const faults = isSpoiled ? [] : faultsOf(shared.questions, answers)
  const add = () => {
    setTried(true)
    if (serialFault !== undefined || faults.some((fault) => fault !== undefined)) return
    const choices = choicesOf(shared.questions, answers)
    kept.alter((known) => ({
      papers: [...known.papers, { serial: number, answers: isSpoiled ? null : choices }],
    }))
    setSerial('')
    setAnswers(shared.questions.map(blankAnswer))
    setSpoiled(false)
    setTried(false)
  }
  const without = (serials: readonly number[]) =>
    kept.alter((known) => ({ papers: known.papers.filter((paper) => !serials.includes(paper.serial)) }))
  const refused = refusedOf(batch.error)
  const reconcile =
    batch.error instanceof ApiError && batch.error.code === 'not_reconciled'
      ? `每一批至少 ${MINIMUM_CELL} 张，剩下的也不能少于 ${MINIMUM_CELL} 张，一共不能超过发出的 ${marked} 张`
      : undefined
  return (
    <>
      <Banner kind="info">
        {`纸票先混在一起再录。发出 ${marked} 张，已录 ${entered} 张，每一批至少 ${Math.min(MINIMUM_CELL, marked)} 张`}
      </Banner>
      {refused.length > 0 && (
        <Banner
          kind="alert"
          act="从这一批去掉"
          onAct={() => {
            without(refused)
            batch.reset()
          }}
        >
          {`${refused.join('、')} 号已经录过、作废了，或者没有印过。这一批都还没有录入；刚才断过网的，可能是已经录好了`}
        </Banner>
      )}
      {batch.error && refused.length === 0 && (
        <Banner kind="alert">{reconcile ?? sentenceOf(batch.error)}</Banner>
      )}
      <Box className="setup-columns">
        <Box className="setup-columns__main">
          <SectionTitle title="录一张" />
          <Surface padded label="录一张">
            <TextField
              id="paper-serial"
              label="票背面的编号"
              kind="digits"
              maxLength={4}
              value={serial}
              onChange={setSerial}
              error={tried ? serialFault : undefined}
            />
            <CheckLine
              id="paper-spoiled"
              title="这张是废票"
              detail="看不清、选多了，不算给谁"
              checked={isSpoiled}
              onChange={setSpoiled}
            />
          </Surface>
          {!isSpoiled &&
            shared.questions.map((question, index) => {
              const answer = answers[index]
              return answer === undefined ? null : (
                <AnswerFields
                  key={question.id}
                  id={`batch-${index}`}
                  question={question}
                  number={shared.questions.length > 1 ? `第 ${index + 1} 题` : undefined}
                  answer={answer}
                  fault={tried ? faults[index] : undefined}
                  onChange={(next) =>
                    setAnswers((known) => known.map((one, at) => (at === index ? next : one)))
                  }
                />
              )
            })}
          <Box className="polldesk-acts">
            <Button kind="outline" onTap={add}>
              放进这一批
            </Button>
          </Box>
        </Box>
        <Box className="setup-columns__side">
          <SectionTitle title="这一批" note={`${papers.length} 张`} />
          <Surface>
            {papers.length === 0 && <EmptyState icon="ballot">还没有票</EmptyState>}
            {papers.map((paper) => (
              <Box key={paper.serial} className="board-line">
                <Box as="span">{`${paper.serial} 号`}</Box>
                <Box as="span" className="board-line__choice">
                  {paper.answers === null
                    ? '废票'
                    : shared.questions
                        .map((question, index) => answerText(question, paper.answers?.[index] ?? ''))
                        .join('；')}
                </Box>
                <Button kind="plain" label={`去掉 ${paper.serial} 号`} onTap={() => without([paper.serial])}>
                  去掉
                </Button>
              </Box>
            ))}
          </Surface>
          <Box className="polldesk-acts">
            <Button
              disabled={papers.length === 0}
              busy={batch.isPending && '正在录入'}
              onTap={() =>
                sendForm(
                  batch,
                  papers.map(({ serial: own, answers: read }) => ({
                    serial: own,
                    answers: read === null ? null : [...read],
                  })),
                  {
                    forget: () => kept.sent({ papers }),
                    // A paper that was put down while these were on their way belongs to the next batch.
                    onSuccess: () => without(papers.map((paper) => paper.serial)),
                  },
                )
              }
            >
              {`录入这 ${papers.length} 张`}
            </Button>
          </Box>
        </Box>
      </Box>
    </>
  )
}

/** Papers of a secret poll: the row and the paper are two steps that never meet. */
export function SecretPaper({ poll, shared }: { readonly poll: PollDeskView; readonly shared: PollView }) {
  if (poll.phase === 'sealing') return <EnterBatch poll={poll} shared={shared} />
  return (
    <>
      <PaperSheets poll={poll} />
      {poll.phase === 'open' && <MarkRows poll={poll} />}
    </>
  )
}
