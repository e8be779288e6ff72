import { relationLabel } from '@linli/shared/session/relations'
import { dayOf, dayText } from '@linli/shared/time'
import { copyText } from '@/platform/clipboard'
import { printPage } from '@/platform/print-page'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { QrCode } from '@/ui/qr-code'
import { QueryView } from '@/ui/query-view'
import { Surface } from '@/ui/surface'
import { showToast } from '@/ui/toast'
import { useInvitationSheet } from './queries'
import './homes.scss'

/** The sheet of one invitation: to show, to read out, to send or to print. */
export function InvitationSheet({ id }: { readonly id: string }) {
  const query = useInvitationSheet(id)
  return (
    <QueryView query={query}>
      {(sheet) => (
        <>
          <Surface padded className="invite-sheet">
            <Box as="p" className="invite-sheet__place">
              {sheet.roomLabel}
            </Box>
            <Box as="p" className="invite-sheet__note">
              {`${sheet.communityName}，邀请${relationLabel[sheet.relation]}`}
            </Box>
            <QrCode size={sheet.qr.size} path={sheet.qr.path} label="绑定房屋的二维码" />
            <Box className="invite-sheet__code" label={`邀请码 ${[...sheet.inviteCode].join(' ')}`}>
              {sheet.inviteCode}
            </Box>
            <Box as="p" className="invite-sheet__note">
              {`用手机扫码，或在“绑定房屋”里输入邀请码。到 ${dayText(dayOf(new Date(sheet.expiresAt)), dayOf(new Date()))} 有效，只能用一次`}
            </Box>
            <Box as="p" className="invite-sheet__note">
              {sheet.link}
            </Box>
          </Surface>
          <Box className="home-acts">
            <Button
              kind="tint"
              icon="copy"
              onTap={() =>
                void copyText(sheet.link).then((copied) =>
                  showToast(copied ? '链接已复制，可以发给对方' : '没有复制成功，请把邀请码念给对方'),
                )
              }
            >
              复制链接
            </Button>
            {printPage !== undefined && (
              <Button kind="outline" icon="document" onTap={printPage}>
                打印
              </Button>
            )}
          </Box>
        </>
      )}
    </QueryView>
  )
}
