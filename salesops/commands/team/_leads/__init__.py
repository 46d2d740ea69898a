"""The parts of leads: conversion, response, cost, the score, assignment, verdicts and words."""
