import { useEffect, useState } from 'react'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { useDesk } from '@/features/staff-shell/use-desk'
import { usePoll } from '@/features/polls/queries'
import { useCommunities } from '@/features/space/queries'
import { copyText } from '@/platform/clipboard'
import { pageUrl } from '@/platform/navigate'
import { printPage } from '@/platform/print-page'
import { Box } from '@/ui/box'
import { cls } from '@/ui/class-names'
import { Button } from '@/ui/button'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { showToast } from '@/ui/toast'
import { noticeText, resultText } from './announcement'
import './staff-polls.scss'

interface SheetProps {
  readonly title: string
  readonly text: string
  /** Another sheet is the one that goes to the printer. */
  readonly stays: boolean
  readonly onPrint: () => void
}

function Sheet({ title, text, stays, onPrint }: SheetProps) {
  const [head = '', ...lines] = text.split('\n')
  const copy = async () => showToast((await copyText(text)) ? '已复制，可以贴进通知' : '没有复制成功')
  return (
    <Box className={cls('text-sheet', stays && 'text-sheet--stays')}>
      <SectionTitle title={title} />
      <Surface padded label={title}>
        <Box as="h3" className="announcement__head">
          {head}
        </Box>
        <Box className="announcement">{lines.join('\n').trimStart()}</Box>
        <Box className="setup-acts">
          <Button kind="tint" icon="copy" onTap={() => void copy()}>
            复制文字
          </Button>
          {printPage && (
            <Button kind="outline" onTap={onPrint}>
              打印
            </Button>
          )}
        </Box>
      </Surface>
    </Box>
  )
}

/** 公告文字: what goes into the notice and onto the board downstairs, fingerprints included. */
export function TextPage({ id }: { readonly id: string }) {
  const poll = usePoll(id)
  const { communityId } = useDesk()
  // Counted, so that the same sheet can be printed again.
  const [printed, setPrinted] = useState<{ readonly sheet: 'result' | 'notice'; readonly time: number }>()
  useEffect(() => {
    if (printed) printPage?.()
  }, [printed])
  const sheet = (name: 'result' | 'notice') => ({
    stays: printed !== undefined && printed.sheet !== name,
    onPrint: () => setPrinted((before) => ({ sheet: name, time: (before?.time ?? 0) + 1 })),
  })
  const names = useCommunities().data?.items ?? []
  const signature = `${names.find((known) => known.id === communityId)?.name ?? '社区'}居民委员会`
  return (
    <StaffConsole
      title="公告文字"
      note={poll.data?.title}
      inside
      current="polls"
      backTo={pageUrl('/packages/staff-council/poll', { id })}
    >
      <QueryView query={poll}>
        {(view) => (
          <>
            {view.result !== null && (
              <Sheet title="结果公告" text={resultText(view, signature)} {...sheet('result')} />
            )}
            <Sheet title="表决公告" text={noticeText(view, signature)} {...sheet('notice')} />
          </>
        )}
      </QueryView>
    </StaffConsole>
  )
}
