"""The live page: two economies side by side in a browser, served from this machine.

`sim.app.session` holds what is simulated and knows nothing of a browser; the other modules show it
with Panel and Bokeh, which come with the extra ``app``.
"""
