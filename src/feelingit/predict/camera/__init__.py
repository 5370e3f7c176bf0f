"""A live look at faces: pictures from a camera, in a window, with what they show drawn in.

`watch` is the loop; it knows neither cameras (`pictures`) nor windows (`window`).
"""
