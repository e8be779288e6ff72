import type { HelpItemView } from '@linli/shared/people/people.schema'
import { useState } from 'react'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { useDesk } from '@/features/staff-shell/use-desk'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { ListRow } from '@/ui/list-row'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { ageText } from './person-row'
import { personUrl } from './homes-part'
import { PurposeSheet } from './purpose-sheet'
import { useHelpFirst } from './queries'
import './staff-people.scss'

const EVERY_LOOK = '每次打开都会记入操作记录'

/** 优先帮助名单: people who agreed to stand on it; opened with a purpose, gone when the page is left. */
export function HelpFirst() {
  const { communityId } = useDesk()
  const look = useHelpFirst()
  const [asking, setAsking] = useState(false)
  const [items, setItems] = useState<readonly HelpItemView[]>()
  return (
    <StaffConsole
      title="优先帮助名单"
      note={EVERY_LOOK}
      inside
      current="people"
      backTo="/packages/staff-space/people"
    >
      {items === undefined ? (
        <Surface padded>
          <Box className="people-lead">名单上是同意在停水停电、极端天气时先得到帮助的人。{EVERY_LOOK}。</Box>
          <Button icon="lock" onTap={() => setAsking(true)}>
            打开名单
          </Button>
        </Surface>
      ) : (
        <>
          <SectionTitle title="先联系这些人" note={`${items.length} 人`} />
          <Surface>
            {items.length === 0 && (
              <EmptyState icon="people">还没有人同意列入名单。上门时可以征求同意，在档案里加标签</EmptyState>
            )}
            {items.map((item) => (
              <ListRow
                key={item.personId}
                disc="people"
                title={`${item.maskedName}，${item.where}`}
                detail={item.reasons.join('、') || ageText(item.age)}
                meta={item.hasAccount ? '已注册' : '没有注册，要上门或打电话'}
                to={personUrl(item.personId)}
              />
            ))}
          </Surface>
        </>
      )}
      {asking && (
        <PurposeSheet
          open
          title="为什么要打开名单"
          busy={look.isPending}
          error={look.error}
          onLook={(purpose) =>
            look.mutate(
              { purpose, communityId },
              {
                onSuccess: (answer) => {
                  setItems(answer.items)
                  setAsking(false)
                  look.reset()
                },
              },
            )
          }
          onClose={() => {
            look.reset()
            setAsking(false)
          }}
        />
      )}
    </StaffConsole>
  )
}
