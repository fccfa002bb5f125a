import { ElMessage } from 'element-plus/es/components/message/index'
import 'element-plus/es/components/message/style/css'

/** A short word at the top that goes away by itself. */
export function toast(message: string, type: 'success' | 'error' | 'info' = 'success'): void {
  ElMessage({
    message,
    type,
    grouping: true,
    duration: type === 'error' ? 6000 : 2500,
    showClose: type === 'error',
  })
}
