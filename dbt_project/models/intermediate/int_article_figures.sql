{{ told_figures() }}
