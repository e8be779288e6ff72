import { dateAndTime } from '@linli/shared/time'
import { printPage } from '@/platform/print-page'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'

/** What is seen of the case, on paper, with the day it was printed. */
export function PrintCase({ number }: { readonly number: string }) {
  const now = new Date()
  return (
    <>
      {printPage !== undefined && (
        <Box className="case-print-act">
          <Button kind="plain" small icon="document" onTap={printPage}>
            打印这一件
          </Button>
        </Box>
      )}
      <Box className="case-print">{`${number}，${dateAndTime(now, now)} 打印。内部资料，请勿外传`}</Box>
    </>
  )
}
