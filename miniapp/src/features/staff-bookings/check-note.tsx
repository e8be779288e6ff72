import type { DeskView } from '@linli/shared/bookings/desks.schema'
import { dateAndTime } from '@linli/shared/time'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { checkedText } from './day-words'

/** What the nightly count has found at a desk, and what to do about it. */
export function CheckNote({ check }: { readonly check: DeskView['check'] }) {
  if (check === null) return null
  const now = new Date()
  return (
    <Box className="desk-check">
      <Banner kind="alert">
        {`${dateAndTime(new Date(check.at), now)} 核对时，有 ${check.times.length} 个时间的名额和预约对不上`}
      </Banner>
      {check.times.map((time) => (
        <Box key={time.startsAt} className="desk-check__time">
          {`${dateAndTime(new Date(time.startsAt), now)}：${checkedText(time)}`}
        </Box>
      ))}
      <Box as="p" className="desk-check__what">
        这些时间先照名单办。只是剩下的名额数错的，打开“改时间和名额”保存一次，就会重新数；别的请告诉维护系统的人，说清是哪个窗口、哪个时间
      </Box>
    </Box>
  )
}
