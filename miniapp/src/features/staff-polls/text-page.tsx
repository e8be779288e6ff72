import { StaffConsole } from '@/features/staff-shell/staff-console'
import { useDesk } from '@/features/staff-shell/use-desk'
import { usePoll } from '@/features/polls/queries'
import { useCommunities } from '@/features/space/queries'
import { copyText } from '@/platform/clipboard'
import { pageUrl } from '@/platform/navigate'
import { printPage } from '@/platform/print-page'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { showToast } from '@/ui/toast'
import { noticeText, resultText } from './announcement'
import './staff-polls.scss'

function Sheet({ title, text }: { readonly title: string; readonly text: string }) {
  const copy = async () => showToast((await copyText(text)) ? '已复制，可以贴进通知' : '没有复制成功')
  return (
    <>
      <SectionTitle title={title} />
      <Surface padded label={title}>
        <Box className="announcement">{text}</Box>
        <Box className="setup-acts">
          <Button kind="tint" icon="copy" onTap={() => void copy()}>
            复制文字
          </Button>
          {printPage && (
            <Button kind="outline" onTap={printPage}>
              打印
            </Button>
          )}
        </Box>
      </Surface>
    </>
  )
}

/** 公告文字: what goes into the notice and onto the board downstairs, fingerprints included. */
export function TextPage({ id }: { readonly id: string }) {
  const poll = usePoll(id)
  const { communityId } = useDesk()
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
            {view.result !== null && <Sheet title="结果公告" text={resultText(view, signature)} />}
            <Sheet title="表决公告" text={noticeText(view, signature)} />
          </>
        )}
      </QueryView>
    </StaffConsole>
  )
}
