import type { TagDefinitionView } from '@linli/shared/people/tags.schema'
import { tagSourceLabel } from '@linli/shared/people/tag-catalogue'
import { roleLabel } from '@linli/shared/roles'
import { useState } from 'react'
import { ApiError } from '@/platform/api-error'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { useDesk } from '@/features/staff-shell/use-desk'
import { Button } from '@/ui/button'
import { ListRow } from '@/ui/list-row'
import { Pill } from '@/ui/pill'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'
import { ActSheet } from './act-sheet'
import { useSaveTag, useTagCatalogue } from './queries'
import './staff-people.scss'

/** `来源：本人登记、社区走访；有效 365 天，到期后再留 30 天；网格员、社区工作者可以看` */
function keptText({ sources, holdsDays, retentionDays, visibleTo }: TagDefinitionView): string {
  return [
    `来源：${sources.map((source) => tagSourceLabel[source]).join('、')}`,
    `${holdsDays === null ? '不会自己到期' : `有效 ${holdsDays} 天`}，到期后再留 ${retentionDays} 天`,
    `${visibleTo.map((role) => roleLabel[role]).join('、')}可以看`,
  ].join('；')
}

/** What the server takes as days, or undefined while it is none. */
const daysIn = (text: string): number | undefined =>
  /^\d{1,4}$/.test(text.trim()) ? Number(text) : undefined

interface EditSheetProps {
  readonly tag: TagDefinitionView
  readonly version: number
  readonly onClose: () => void
}

function EditSheet({ tag, version, onClose }: EditSheetProps) {
  const { communityId } = useDesk()
  const save = useSaveTag(communityId)
  const [label, setLabel] = useState(tag.label)
  const [purpose, setPurpose] = useState(tag.purpose)
  const [kept, setKept] = useState(String(tag.retentionDays))
  const retentionDays = daysIn(kept)
  const issue = (path: string) =>
    save.error instanceof ApiError ? save.error.issueAt(`tag.${path}`) : undefined
  return (
    <ActSheet
      open
      title={`改标签“${tag.label}”`}
      act="保存"
      busy={save.isPending && '正在保存'}
      disabled={label.trim() === '' || purpose.trim() === '' || retentionDays === undefined}
      error={save.error}
      onAct={() =>
        retentionDays !== undefined &&
        save.mutate(
          { version, tag: { ...tag, label: label.trim(), purpose: purpose.trim(), retentionDays } },
          {
            onSuccess: () => {
              showToast('已保存')
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      <TextField
        id="tag-label"
        label="名称"
        maxLength={20}
        value={label}
        onChange={setLabel}
        error={issue('label')}
      />
      <TextField
        id="tag-purpose"
        label="用途"
        maxLength={60}
        help="居民可以看到，写明做什么用"
        value={purpose}
        onChange={setPurpose}
        error={issue('purpose')}
      />
      <TextField
        id="tag-kept"
        label="到期后再留几天"
        kind="digits"
        maxLength={4}
        value={kept}
        onChange={setKept}
        error={retentionDays === undefined ? '请填天数' : issue('retentionDays')}
      />
    </ActSheet>
  )
}

/** 标签目录: what marks the community keeps, what for, from where, how long, and who may see them. */
export function TagCataloguePage() {
  const { communityId } = useDesk()
  const query = useTagCatalogue(communityId)
  const [editing, setEditing] = useState<TagDefinitionView>()
  return (
    <StaffConsole
      title="标签目录"
      note="只收集用得着的，写明用途和保存多久"
      inside
      current="people"
      backTo="/packages/staff-space/people"
    >
      <QueryView query={query}>
        {({ items, version, canChange }) => (
          <>
            {[false, true].map((sensitive) => (
              <Surface key={String(sensitive)} label={sensitive ? '敏感标签' : '普通标签'}>
                <SectionTitle title={sensitive ? '敏感标签' : '普通标签'} />
                {items
                  .filter((tag) => tag.sensitive === sensitive)
                  .map((tag) => (
                    <ListRow
                      key={tag.code}
                      icon="tag"
                      title={tag.label}
                      detail={`用途：${tag.purpose}`}
                      meta={
                        <>
                          {tag.sensitive && <Pill icon="lock">每次查看都会记录</Pill>}
                          {keptText(tag)}
                        </>
                      }
                      action={
                        canChange ? (
                          <Button
                            kind="outline"
                            small
                            label={`改标签${tag.label}`}
                            onTap={() => setEditing(tag)}
                          >
                            改
                          </Button>
                        ) : undefined
                      }
                    />
                  ))}
              </Surface>
            ))}
            {editing && <EditSheet tag={editing} version={version} onClose={() => setEditing(undefined)} />}
          </>
        )}
      </QueryView>
    </StaffConsole>
  )
}
