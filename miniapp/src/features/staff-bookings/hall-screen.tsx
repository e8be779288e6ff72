import { clockTime } from '@linli/shared/time'
import { useQueries } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { api } from '@/platform/api'
import { fillScreen } from '@/platform/full-screen'
import { usePageShown } from '@/platform/page-shown'
import { sayAloud } from '@/platform/say-aloud'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { ErrorBlock } from '@/ui/error-block'
import { Skeleton } from '@/ui/skeleton'
import { Surface } from '@/ui/surface'
import { callsOf, newCalls, spokenCall, type HallCall } from './hall-calls'
import './hall-screen.scss'

const REFRESH_MS = 3_000
const SHOWN_BELOW = 5

/** The boards of some desks, asked for again and again while the page is shown. */
function useScreens(deskIds: readonly string[]) {
  const shown = usePageShown()
  return useQueries({
    queries: deskIds.map((id) => ({
      queryKey: ['hall-screen', id],
      queryFn: ({ signal }: { signal: AbortSignal }) => api.bookings.screen({ params: { id } }, { signal }),
      staleTime: 0,
      refetchInterval: shown ? REFRESH_MS : (false as const),
    })),
  })
}

/** Says each new call once; what stands there when the page opens is old and stays unsaid. */
function useAnnouncements(calls: readonly HallCall[] | undefined, on: boolean): void {
  const before = useRef<readonly HallCall[]>()
  useEffect(() => {
    if (calls === undefined) return
    const fresh = before.current === undefined ? [] : newCalls(before.current, calls)
    before.current = calls
    if (on && fresh.length > 0) sayAloud?.(fresh.map(spokenCall).join('。'))
  }, [calls, on])
}

/** The board of the hall: the newest number large, those before it below, how many wait. No names. */
export function HallScreen({ deskIds }: { readonly deskIds: readonly string[] }) {
  const screens = useScreens(deskIds)
  const [voice, setVoice] = useState(false)
  const known = screens.flatMap(({ data }) => (data === undefined ? [] : [data]))
  const loaded = screens.length > 0 && known.length === screens.length
  const calls = loaded ? callsOf(known) : undefined
  const failed = screens.find(({ isError }) => isError)
  useAnnouncements(calls, voice)
  if (deskIds.length === 0) {
    return (
      <Surface>
        <EmptyState icon="info" act="去预约窗口" to="/packages/staff-bookings/today">
          请从“预约窗口”打开大厅屏幕，那里知道有哪些窗口
        </EmptyState>
      </Surface>
    )
  }
  if (calls === undefined) {
    return failed === undefined ? (
      <Skeleton />
    ) : (
      <ErrorBlock
        what="大厅屏幕没有打开"
        next="请检查网络，或从“预约窗口”重新打开"
        onRetry={() => void Promise.all(screens.map(({ refetch }) => refetch()))}
      />
    )
  }
  const [newest, ...others] = calls
  const waiting = known.reduce((sum, one) => sum + one.waiting, 0)
  const at = Math.min(...screens.map(({ dataUpdatedAt }) => dataUpdatedAt))
  return (
    <Box className="hall">
      {failed !== undefined && (
        <Banner kind="offline">{`连不上服务器，显示的是 ${clockTime(new Date(at))} 的号`}</Banner>
      )}
      <Box className="hall__now" live="polite">
        {newest === undefined ? (
          <Box className="hall__none">请稍候，还没有叫号</Box>
        ) : (
          <>
            <Box className="hall__number">{newest.queueNumber}</Box>
            <Box className="hall__desk">{`请到 ${newest.deskName}`}</Box>
          </>
        )}
      </Box>
      {others.length > 0 && (
        <Box className="hall__others">
          {others.slice(0, SHOWN_BELOW).map((call) => (
            <Box key={`${call.queueNumber} ${call.calledAt}`} className="hall__other">
              <Box as="span" className="hall__other-number">
                {call.queueNumber}
              </Box>
              <Box as="span">{call.deskName}</Box>
            </Box>
          ))}
        </Box>
      )}
      <Box className="hall__foot">
        <Box className="hall__waiting">{`还有 ${waiting} 位在等，${clockTime(new Date(at))}`}</Box>
        <Box className="hall__acts">
          {sayAloud !== undefined && (
            <Button
              kind={voice ? 'tint' : 'main'}
              icon={voice ? 'stop' : 'read-aloud'}
              onTap={() => {
                setVoice(!voice)
                if (!voice) sayAloud?.('语音叫号已打开')
              }}
            >
              {voice ? '关掉语音' : '打开语音叫号'}
            </Button>
          )}
          {fillScreen !== undefined && (
            <Button kind="outline" onTap={fillScreen}>
              占满屏幕
            </Button>
          )}
        </Box>
      </Box>
    </Box>
  )
}
