// Stands for the widget of a hub that has one.
