import { dayOf, dayText, weekdayName } from '@linli/shared/time'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { printPage } from '@/platform/print-page'
import { Button } from '@/ui/button'
import { DoorCodeCard } from '@/ui/door-code-card'
import { QueryView } from '@/ui/query-view'
import { useDeskDay } from './queries'
import './staff-bookings.scss'

/** The sheet that hangs in the hall today: who scans it or reads it off stands there. */
export function HallCodePage({ deskId }: { readonly deskId: string }) {
  const today = dayOf(new Date())
  const query = useDeskDay(deskId, today)
  return (
    <StaffConsole title="签到码" inside current="bookings" backTo="/packages/staff-bookings/today">
      <QueryView query={query}>
        {({ deskName, hallCode, hallQr }) => (
          <DoorCodeCard
            label="今天的签到码"
            title={`${deskName}，签到取号`}
            code={hallCode}
            qr={hallQr}
            notes={[
              `${dayText(today, today)} ${weekdayName(today)}有效。打开“我的预约”，点“到了，签到”，扫码或填这 4 位数字`,
              '不会用手机的，请到窗口说一声，工作人员帮您取号',
            ]}
          >
            {printPage !== undefined && (
              <Button kind="outline" icon="document" onTap={printPage}>
                打印
              </Button>
            )}
          </DoorCodeCard>
        )}
      </QueryView>
    </StaffConsole>
  )
}
