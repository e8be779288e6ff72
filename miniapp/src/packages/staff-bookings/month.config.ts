export default definePageConfig({
  navigationBarTitleText: '一个月的安排',
  enablePageMeta: true,
  enablePullDownRefresh: true,
})
