export default definePageConfig({
  navigationBarTitleText: '预约窗口',
  enablePageMeta: true,
  enablePullDownRefresh: true,
})
