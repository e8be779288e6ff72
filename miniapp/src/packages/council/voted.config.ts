export default definePageConfig({
  navigationBarTitleText: '已投出',
  enablePageMeta: true,
  enablePullDownRefresh: false,
})
