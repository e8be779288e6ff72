import { MOST_PAPERS } from '@linli/shared/polls/polls.kinds'
import type { PollDeskView } from '@linli/shared/polls/poll-desk.schema'
import { useState } from 'react'
import { codeText } from '@/features/polls/poll-words'
import { ActSheet } from '@/features/staff-people/act-sheet'
import { ApiError } from '@/platform/api-error'
import { sentenceOf } from '@/platform/error-words'
import { printPage } from '@/platform/print-page'
import { isAlreadySent, useAttempt } from '@/platform/use-attempt'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'
import { usePrintPapers, useVoidPapers } from './queries'
import './staff-polls.scss'

/** Papers of one request, as the server takes them. */
const MOST_AT_ONCE = 2000

const isWhole = (text: string, most: number): boolean => /^\d+$/.test(text) && +text >= 1 && +text <= most

/** `印过 30 张，其中 4 张作废` */
function printedText({ papers, papersVoided }: PollDeskView): string {
  if (papers === 0) return '还没有印'
  return `印过 ${papers} 张${papersVoided > 0 ? `，其中 ${papersVoided} 张作废` : ''}`
}

/** Papers that were lost or damaged before anybody got them: void for good, with the reason on the record. */
function VoidSheet({ poll, onClose }: { readonly poll: PollDeskView; readonly onClose: () => void }) {
  const cancel = useVoidPapers(poll.id)
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const [reason, setReason] = useState('')
  const isRange = isWhole(from, poll.papers) && isWhole(to, poll.papers) && +from <= +to
  const isGone = cancel.error instanceof ApiError && cancel.error.code === 'conflict'
  return (
    <ActSheet
      open
      danger
      title="哪些纸票作废"
      act="作废"
      busy={cancel.isPending && '正在作废'}
      disabled={!isRange || reason.trim().length < 2}
      error={isGone ? null : cancel.error}
      onAct={() =>
        cancel.mutate(
          { from: +from, to: +to, reason: reason.trim() },
          {
            onSuccess: ({ voided }) => {
              showToast(`${voided} 张已作废，可以再印`)
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      {isGone && <Banner kind="alert">这些编号已经作废，或者刚有人印过，请看清编号再试</Banner>}
      <Box className="setup-rule">
        只作废还没发出去的。作废的票录不进去，编号、理由和经手人写进证据包，不能撤回
      </Box>
      <TextField id="void-from" label="从几号" kind="digits" maxLength={4} value={from} onChange={setFrom} />
      <TextField
        id="void-to"
        label="到几号"
        kind="digits"
        maxLength={4}
        value={to}
        onChange={setTo}
        help={`只有一张，两处填同一个号。现有 1 到 ${poll.papers} 号`}
      />
      <TextField
        id="void-reason"
        label="理由"
        lines={2}
        maxLength={100}
        value={reason}
        onChange={setReason}
      />
    </ActSheet>
  )
}

/** What is printed on the back of one paper: its number, and for every question the code its ballot will have. */
function backText({ serial, codes }: { readonly serial: number; readonly codes: readonly string[] }): string {
  const [only = ''] = codes
  if (codes.length === 1) return `${serial} 号：${codeText(only)}`
  return `${serial} 号：${codes.map((code, index) => `第 ${index + 1} 题 ${codeText(code)}`).join('，')}`
}

/** Numbers and codes for the papers: shown until they are printed, and others under new numbers where some are lost. */
export function PaperSheets({ poll }: { readonly poll: PollDeskView }) {
  const print = usePrintPapers(poll.id)
  // Settled by 印好了 alone: whoever leaves before that is shown the same numbers again, and none is lost unseen.
  const attempt = useAttempt(`print-papers:${poll.id}`)
  const [count, setCount] = useState('')
  const [before, setBefore] = useState(0)
  const [voiding, setVoiding] = useState(false)
  const isMore = poll.papers > 0
  const left = Math.min(MOST_AT_ONCE, MOST_PAPERS - poll.papers)
  const papers = print.data?.papers
  const isAgain = papers?.some(({ serial }) => serial <= before) ?? false
  return (
    <>
      <SectionTitle title="纸票的编号" note={printedText(poll)} />
      {isAlreadySent(print.error) && (
        <Banner
          kind="wait"
          act="当作新的一批"
          onAct={() => {
            attempt.startAnew()
            print.reset()
          }}
        >
          上一次要的编号已经生成，还没有点“印好了”。张数填得和上次一样，可以再看一遍
        </Banner>
      )}
      {print.error && !isAlreadySent(print.error) && <Banner kind="alert">{sentenceOf(print.error)}</Banner>}
      <Surface padded label="纸票的编号">
        {papers ? (
          <>
            {isAgain && (
              <Banner kind="wait">
                这是上一次生成的编号，印过的不要再印。要新的编号，先点“印好了”再生成
              </Banner>
            )}
            <Box className="setup-rule">
              一张票背面印一个编号和选票码，裁开混在一起，让居民自己抽。选票码请居民抄下来，截止后能在公示板上找到自己的票。点“印好了”以后就不再显示
            </Box>
            <Box as="ul" className="paper-codes">
              {papers.map((paper) => (
                <Box key={paper.serial} as="li" className="paper-codes__one">
                  {backText(paper)}
                </Box>
              ))}
            </Box>
            <Box className="polldesk-acts">
              {printPage && <Button onTap={printPage}>打印</Button>}
              <Button
                kind="outline"
                onTap={() => {
                  attempt.settle(null)
                  print.reset()
                  setCount('')
                }}
              >
                印好了
              </Button>
            </Box>
          </>
        ) : (
          <>
            <TextField
              id="papers-count"
              label={isMore ? '再印多少张' : '印多少张'}
              kind="digits"
              maxLength={4}
              value={count}
              onChange={setCount}
              help={
                isMore
                  ? `印过的编号不再显示。新的从 ${poll.papers + 1} 号起`
                  : '编号印在票的背面，截止后和票一起录入'
              }
            />
            <Box className="polldesk-acts">
              <Button
                kind={isMore ? 'outline' : 'main'}
                disabled={!isWhole(count, left)}
                busy={print.isPending && '正在生成'}
                onTap={() => {
                  setBefore(poll.papers)
                  print.mutate(attempt.begin({ count: +count }))
                }}
              >
                生成编号
              </Button>
              {isMore && (
                <Button kind="plain" onTap={() => setVoiding(true)}>
                  有票丢了或印坏了
                </Button>
              )}
            </Box>
          </>
        )}
      </Surface>
      {voiding && <VoidSheet poll={poll} onClose={() => setVoiding(false)} />}
    </>
  )
}
