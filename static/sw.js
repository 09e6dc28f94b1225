const x = 0;
