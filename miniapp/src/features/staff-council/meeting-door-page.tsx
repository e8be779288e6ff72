import { clockTime } from '@linli/shared/time'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { pageUrl } from '@/platform/navigate'
import { Box } from '@/ui/box'
import { QrCode } from '@/ui/qr-code'
import { QueryView } from '@/ui/query-view'
import { Surface } from '@/ui/surface'
import { useDeskMeeting, useDoor } from './meeting-queries'
import './staff-council.scss'

/** The screen at the door: the code of this minute, and how many are here. */
export function MeetingDoorPage({ id }: { readonly id: string }) {
  const meeting = useDeskMeeting(id)
  const door = useDoor(id)
  return (
    <StaffConsole
      title="门口签到码"
      inside
      current="meetings"
      backTo={pageUrl('/packages/staff-council/meeting', { id })}
    >
      <QueryView query={door}>
        {({ doorCode, qr, nextAt, figures }) => (
          <Surface padded className="door-sheet" label="现在的签到码">
            <Box as="h2" className="door-sheet__title">
              {`${meeting.data?.title ?? '会议'}，签到`}
            </Box>
            <QrCode size={qr.size} path={qr.path} label={`签到码 ${[...doorCode].join(' ')}`} />
            <Box className="door-sheet__code" label={`签到码 ${[...doorCode].join(' ')}`}>
              {doorCode}
            </Box>
            <Box as="p" className="door-sheet__note">
              {`打开消息里的会议，点“到了，签到”，扫码或者填这几位数字。${clockTime(new Date(nextAt))} 换新的`}
            </Box>
            <Box as="p" className="door-sheet__note">
              {`已到 ${figures.came} 人，请了 ${figures.invited} 人。不会用手机的，请跟工作人员说一声`}
            </Box>
          </Surface>
        )}
      </QueryView>
    </StaffConsole>
  )
}
