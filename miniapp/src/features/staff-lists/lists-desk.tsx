import { useState } from 'react'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { useDesk } from '@/features/staff-shell/use-desk'
import { BottomBar } from '@/ui/bottom-bar'
import { Button } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { Surface } from '@/ui/surface'
import { useWide } from '@/ui/wide'
import { ExportSheet } from './export-sheet'
import { ListHistory } from './list-history'
import { StartImportPart } from './start-import'
import './staff-lists.scss'

/** 导入与导出: lists into the roll and out of it, with what has come and gone. */
export function ListsDesk() {
  const { actor, communityId, writes } = useDesk()
  const [exporting, setExporting] = useState(false)
  const wide = useWide()
  const leads = (actor?.roles ?? []).some(
    ({ role, communityIds }) =>
      role === 'community_admin' && communityId !== undefined && communityIds.includes(communityId),
  )
  const act = (
    <Button kind="outline" icon="download" onTap={() => setExporting(true)}>
      导出名册
    </Button>
  )
  return (
    <StaffConsole
      title="导入与导出"
      note="号码加密保存，每次导入和导出都记入操作记录"
      current="lists"
      acts={writes ? act : undefined}
      bar={writes && !wide ? <BottomBar>{act}</BottomBar> : undefined}
      backTo="/packages/staff-space/people"
    >
      {writes ? (
        <>
          <StartImportPart communityId={communityId} />
          <ListHistory communityId={communityId} />
          <ExportSheet
            open={exporting}
            communityId={communityId}
            mayUnmask={leads}
            onClose={() => setExporting(false)}
          />
        </>
      ) : (
        <Surface>
          <EmptyState icon="lock">导入和导出名册由社区工作人员办理</EmptyState>
        </Surface>
      )}
    </StaffConsole>
  )
}
