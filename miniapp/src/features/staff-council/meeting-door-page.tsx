import { clockTime } from '@linli/shared/time'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { pageUrl } from '@/platform/navigate'
import { DoorCodeCard } from '@/ui/door-code-card'
import { QueryView } from '@/ui/query-view'
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
          <DoorCodeCard
            label="现在的签到码"
            title={`${meeting.data?.title ?? '会议'}，签到`}
            code={doorCode}
            qr={qr}
            notes={[
              `打开消息里的会议，点“到了，签到”，扫码或者填这几位数字。${clockTime(new Date(nextAt))} 换新的`,
              `已到 ${figures.came} 人，请了 ${figures.invited} 人。不会用手机的，请跟工作人员说一声`,
            ]}
          />
        )}
      </QueryView>
    </StaffConsole>
  )
}
